"""Which still life stands for which category."""

from collections.abc import Callable

from marketplace.catalogue.pictures import food, goods, office, services
from marketplace.catalogue.pictures.shapes import Paint

DRAWINGS: dict[str, Callable[[Paint], str]] = {
    "01.01": food.rice_box, "01.02": food.snack_box, "01.03": food.tumpeng, "01.04": food.bowl,
    "02.01": food.staples, "02.02": food.packets, "02.03": food.crisps, "02.04": food.drinks,
    "03.01": office.paper, "03.02": office.pens, "03.03": office.binders, "03.04": office.ink, "03.05": office.desk,
    "04.01": office.banner, "04.02": office.form, "04.03": office.bound, "04.04": office.sign,
    "05.01": office.laptop, "05.02": office.printer, "05.03": office.accessories, "05.04": office.projector,
    "05.05": office.appliance, "05.06": office.software,
    "06.01": goods.table_chair, "06.02": goods.cabinet, "06.03": goods.school_desk, "06.04": goods.curtain,
    "07.01": goods.uniform, "07.02": goods.batik, "07.03": goods.tshirt, "07.04": goods.shoe,
    "08.01": goods.trophy, "08.02": goods.tote, "08.03": goods.mask,
    "09.01": goods.cleaner, "09.02": goods.broom, "09.03": goods.pantry,
    "10.01": goods.consumables, "10.02": goods.device, "10.03": goods.first_aid,
    "11.01": goods.bricks, "11.02": goods.paint_can, "11.03": goods.timber, "11.04": goods.bulb, "11.05": goods.pipes,
    "12.01": services.tyre, "12.02": services.gears, "12.03": services.car_service,
    "13.01": services.seedling, "13.02": services.fertiliser, "13.03": services.flowerpot, "13.04": services.fish,
    "14.01": services.ball, "14.02": services.blocks, "14.03": services.books, "14.04": services.gong,
    "15.01": services.tent, "15.02": services.car, "15.03": services.stage, "15.04": services.air_conditioner,
    "15.05": services.computer_repair, "15.06": services.mop, "15.07": services.camera, "15.08": services.hotel,
    "15.09": services.parcel, "15.10": services.dance,
}  # fmt: skip

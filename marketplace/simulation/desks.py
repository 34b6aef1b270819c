"""Work that waits on 1 September: on the characters' own desks, and in every state somewhere in Malang."""

from random import Random

from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.simulation import journeys
from marketplace.simulation.calendar import OfficeTime, milliseconds
from marketplace.simulation.cast import Shop, Unit
from marketplace.simulation.demand import Intent, lay
from marketplace.simulation.journeys import Step
from marketplace.simulation.population import Population, characters
from marketplace.simulation.randomness import stream
from marketplace.simulation.units import MALANG
from marketplace.simulation.world_plan import WorldPlan

RFQ: list[Step] = [A.SEND_RFQ]
OFFERED: list[Step] = [A.SEND_RFQ, A.OFFER]
DEALT: list[Step] = [A.SUBMIT, A.APPROVE, A.ISSUE, A.ACCEPT]
ARRIVED: list[Step] = [*DEALT, A.DESPATCH, A.RECEIVE]
HANDED: list[Step] = [*ARRIVED, A.INSPECT, A.HAND_OVER]
PAYABLE: list[Step] = [*HANDED, A.BILL, A.VERIFY_BILL, A.AUTHORISE_PAYMENT]
WAYS: dict[S, list[Step]] = {
    S.DRAFT: [],
    S.COMPARED: [A.COMPARE],
    S.RFQ_SENT: RFQ,
    S.OFFER_RECEIVED: OFFERED,
    S.NEGOTIATING: [*OFFERED, A.COUNTER],
    S.PROPOSED: [*OFFERED, A.COUNTER, A.OFFER, A.PROPOSE],
    S.AWAITING_APPROVAL: [A.SUBMIT],
    S.RETURNED: [A.SUBMIT, A.RETURN],
    S.APPROVED: [A.SUBMIT, A.APPROVE],
    S.ISSUED: [A.SUBMIT, A.APPROVE, A.ISSUE],
    S.ACCEPTED: DEALT,
    S.IN_PROCESS: [*DEALT, A.START],
    S.AMENDING: [*DEALT, A.START, A.PROPOSE_AMENDMENT],
    S.DESPATCHED: [*DEALT, A.DESPATCH],
    S.BEING_PERFORMED: [*DEALT, A.PERFORM],
    S.PARTLY_RECEIVED: [*DEALT, A.DESPATCH, A.RECEIVE_PART],
    S.RECEIVED: ARRIVED,
    S.INSPECTED: [*ARRIVED, A.INSPECT],
    S.NONCONFORMING: [*ARRIVED, A.FIND_DEFECT],
    S.RETURNING: [*ARRIVED, A.FIND_DEFECT, A.SEND_BACK],
    S.REPAIRING: [*ARRIVED, A.FIND_DEFECT, A.ASK_REPAIR],
    S.PRICE_CUT: [*ARRIVED, A.FIND_DEFECT, A.CUT_PRICE],
    S.DISPUTED: [*ARRIVED, A.FIND_DEFECT, A.DISPUTE],
    S.HANDED_OVER: HANDED,
    S.BILLED: [*HANDED, A.BILL],
    S.BILL_RETURNED: [*HANDED, A.BILL, A.RETURN_BILL],
    S.VERIFIED: [*HANDED, A.BILL, A.VERIFY_BILL],
    S.AWAITING_PAYMENT: PAYABLE,
    S.PAYMENT_FAILED: [*PAYABLE, A.FAIL_PAYMENT],
    S.PAID: [*PAYABLE, A.PAY],
    S.AWAITING_ASSESSMENT: [*PAYABLE, A.PAY, A.PAY_OUT, A.REQUEST_ASSESSMENT],
}
ELSEWHERE = 2  # of each state, in other offices of Malang


def intents(population: Population, world: WorldPlan, office: OfficeTime) -> list[Intent]:
    """The desks as `seed/personas.toml` lays them out, and a little of everything besides."""
    rng = stream(world.seed_number, "desks")
    clock = office.minutes(milliseconds(world.clock))
    units = {unit.document_code: unit for unit in population.units_of(MALANG)}
    placed = []
    for desk in characters()["desk"]:
        unit, shop = units[desk["unit"]], population.named_shops[desk["shop"]]
        placed += [_waiting(unit, shop, S(status), clock, office, rng) for status in desk["statuses"]]
    others = [unit for unit in units.values() if unit.weight]
    for status in WAYS:
        shops = _shops_for(population, status)
        for _ in range(ELSEWHERE):
            placed.append(_waiting(rng.choice(others), rng.choice(shops), status, clock, office, rng))
    return placed


def _shops_for(population: Population, status: S) -> list[Shop]:
    """Services are performed, goods are sent."""
    shops = [shop for shop in population.shops if shop.region == MALANG and shop.active]
    return [shop for shop in shops if (shop.departments[0] == "15") == (status is S.BEING_PERFORMED)]


def _waiting(unit: Unit, shop: Shop, status: S, clock: float, office: OfficeTime, rng: Random) -> Intent:
    """Brought to that state within the last office day, so that no deadline has passed."""
    journey = journeys.until(rng, WAYS[status])
    start = clock - journey.length - rng.uniform(15, 420)
    times = lay(office, journey, start)
    amount = min(18_000_000.0, rng.lognormvariate(14.6, 0.6))
    negotiated = A.SEND_RFQ in journey.steps
    return Intent(unit, shop, shop.departments[0], amount, journey, office.instant(start), times, negotiated, False)

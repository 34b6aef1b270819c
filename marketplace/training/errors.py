"""What can stand in the way of a class. Each error carries its values; `training.messages` says it in words."""

from typing import Any


class TrainingError(Exception):
    """Base of every refusal of this area."""

    code = "training"

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code)
        self.values = values


class NoSuchRoom(TrainingError):
    """No open room has this code; a closed one and one that never was answer the same."""

    code = "no_such_room"


class RoomFull(TrainingError):
    code = "room_full"


class SeatTaken(TrainingError):
    """Somebody sat down a moment ago."""

    code = "seat_taken"


class NameTaken(TrainingError):
    """Two people of one class cannot have one name: the trainer could not tell them apart."""

    code = "name_taken"


class WrongPin(TrainingError):
    code = "wrong_pin"


class RoomClosed(TrainingError):
    code = "room_closed"


class RoomMovedOn(TrainingError):
    """Somebody else reset or closed the room since this page was made."""

    code = "room_moved_on"


class TooManySeats(TrainingError):
    """The world has fewer offices and shops than this class would need."""

    code = "too_many_seats"

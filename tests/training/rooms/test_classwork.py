"""What the bots of a room want, as its exercise says."""

from datetime import UTC, datetime, timedelta

from marketplace.training import classwork
from marketplace.training.checks import Progress, State
from marketplace.training.house import House
from tests.training.rooms.conftest import open_room


def test_a_need_that_follows_a_step_waits_until_its_group_has_done_it(house: House) -> None:
    room = open_room(house, exercise="minggu-pertama", seats=2, people=("toko",))
    scenario = classwork.scenario_of(room)
    (need,) = scenario.needs
    assert need.after_step
    assert list(classwork.needs_of(room, scenario, {})) == []
    trying = {(group, need.after_step): Progress(State.TRYING) for group in (1, 2)}
    assert list(classwork.needs_of(room, scenario, trying)) == []
    at = datetime(2023, 9, 5, 3, 0, tzinfo=UTC)
    done = trying | {(2, need.after_step): Progress(State.DONE, at)}
    (wanted,) = classwork.needs_of(room, scenario, done)
    assert wanted.username == room.cast.username(2, need.seat)
    assert wanted.at == at + timedelta(minutes=need.after_minutes)

"""By which name somebody stands in the trail: the same everywhere, but in a department's work one for each."""

import pytest
from kit.memory_vault import MemoryVault

from loket_shared.audit.record import actor_name, actor_name_in_work
from loket_shared.principal import Principal, Role

PSEUDONYM = MemoryVault().pseudonym
WORK, OTHER = "8fbe6d3c-6b1f-4f0a-9c50-2f7a0e4d5b11", "0b0e7a53-1f1c-4a0e-8a5e-6f0f4f3d2c1b"
EVERYBODY = [Principal(f"somebody-{role}", "", "", role) for role in Role]


@pytest.mark.parametrize("somebody", EVERYBODY, ids=lambda somebody: somebody.role)
def test_it_leads_to_no_other_name_of_the_same_person(somebody: Principal) -> None:
    names = {
        actor_name(somebody, PSEUDONYM),
        *(actor_name_in_work(somebody, PSEUDONYM, work) for work in (WORK, OTHER)),
    }
    assert len(names) == 3
    bare = {name.split()[-1] for name in names}
    assert not [one for one in bare for other in bare if one != other and one in other]


def test_within_one_work_it_tells_people_apart_and_stays() -> None:
    names = [actor_name_in_work(somebody, PSEUDONYM, WORK) for somebody in EVERYBODY]
    assert len(set(names)) == len(EVERYBODY)
    assert names == [actor_name_in_work(somebody, PSEUDONYM, WORK) for somebody in EVERYBODY]


def test_it_tells_in_which_role_and_nothing_of_the_department() -> None:
    expert = Principal("expert-aivd", "", "", Role.EXPERT, department="AIVD")
    name = actor_name_in_work(expert, PSEUDONYM, WORK)
    assert name.startswith("expert p-")
    assert "aivd" not in name.lower()

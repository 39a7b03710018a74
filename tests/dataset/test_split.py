"""Splits are stable, follow the shares, and divide no group."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from builder.config import Splits
from builder.dataset import split

NAMES = st.sampled_from([f"{n:032x}" for n in range(40)])
LINKS = st.lists(st.tuples(NAMES, NAMES), max_size=30)


def _groups(articles: list[str], links: list[tuple[str, str]]) -> tuple[split.Group, ...]:
    known = set(articles)
    return split.groups(articles, [(one, other) for one, other in links if {one, other} <= known])


@given(st.lists(NAMES, unique=True), LINKS)
def test_groups_are_a_partition_that_divides_no_link(articles: list[str], links: list[tuple[str, str]]) -> None:
    found = _groups(articles, links)
    assert sorted(each for group in found for each in group) == sorted(articles)
    where = {each: number for number, group in enumerate(found) for each in group}
    assert all(where[one] == where[other] for one, other in links if one in where and other in where)
    assert all(list(group) == sorted(group, key=articles.index) for group in found)


@given(st.lists(NAMES, unique=True), st.sets(NAMES), LINKS)
def test_new_articles_never_move_old_ones_but_by_tying_groups_together(
    articles: list[str], first: set[str], links: list[tuple[str, str]]
) -> None:
    before = [each for each in articles if each in first]
    old_groups = _groups(before, links)
    old = split.assign(old_groups, Splits(34, 33, 33), {})
    new = split.assign(_groups(articles, links), Splits(34, 33, 33), old)
    group_of = {each: number for number, group in enumerate(old_groups) for each in group}
    for group in _groups(articles, links):
        bridged = {group_of[each] for each in group if each in group_of}
        if len(bridged) == 1:  # no two old groups were tied together
            assert all(new[each] == old[each] for each in group if each in old)
        assert len({new[each] for each in group}) == 1


@given(st.lists(NAMES, unique=True, min_size=1))
def test_a_rebuild_of_the_same_articles_moves_none(articles: list[str]) -> None:
    groups = _groups(articles, [])
    old = split.assign(groups, Splits(), {})
    assert split.assign(groups, Splits(), old) == old
    assert split.assign(groups, Splits(0, 0, 100), old) == old  # new shares are for new articles


def test_shares_are_met() -> None:
    groups = [(f"{n:032x}",) for n in range(5000)]
    counted = Counter(split.assign(groups, Splits(70, 20, 10), {}).values())
    assert abs(counted["train"] - 3500) < 150
    assert abs(counted["validation"] - 1000) < 120
    assert abs(counted["test"] - 500) < 100


def test_a_share_of_nothing_is_left_out() -> None:
    groups = [(f"{n:032x}",) for n in range(300)]
    assert set(split.assign(groups, Splits(100, 0, 0), {}).values()) == {"train"}
    assert set(split.assign(groups, Splits(0, 50, 50), {}).values()) == {"validation", "test"}


def test_the_earliest_known_member_decides() -> None:
    kept = split.assign([("new", "old", "older")], Splits(), {"old": "test", "older": "train"})
    assert kept == {"new": "test", "old": "test", "older": "test"}

"""Any expression that is one, over the answers of test_evaluation.py."""

from hypothesis import strategies as st

REFERENCES = ["${age}", "${many}", "${offices.first}", "${unsaid}", "${budget}", "${born}"]
LEAVES = st.sampled_from(
    [*REFERENCES, "'${many}'", "3", "0.25", "'de'", '"it\'s"', "''", "today()", "true()", "."]
)
SIGNS = st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"])
FUNCTIONS = st.sampled_from(
    ["not", "string", "number", "int", "round", "-", "", "count-selected", "string-length"]
)


def expressions() -> st.SearchStrategy[str]:
    return st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.tuples(inner, SIGNS, inner).map(" ".join),
            st.tuples(FUNCTIONS, inner).map(lambda both: f"{both[0]}({both[1]})"),
            st.tuples(inner, inner, inner).map(lambda all_: f"if({', '.join(all_)})"),
            inner.map(lambda one: f"regex({one}, '[a-z]*')"),
            st.tuples(inner, inner).map(lambda both: f"selected({', '.join(both)})"),
            st.tuples(inner, inner).map(lambda both: f"concat({', '.join(both)})"),
        ),
        max_leaves=12,
    )

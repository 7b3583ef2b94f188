from lockscan.connectors.aws.expression import Path, Template, compiled_params, filled


def test_a_template_with_a_missing_part_gives_nothing() -> None:
    assert Template("arn:aws:x:{region}:{id}")({"id": "7"}) is None


def test_a_lone_pair_of_braces_keeps_the_value_as_it_is() -> None:
    assert Template("{ids}")({"ids": [1, 2]}) == [1, 2]


def test_a_plain_path_and_jmespath_agree() -> None:
    item = {"a": {"b": [{"c": 1}]}, "text": "no mapping"}
    assert Path("a.b")(item) == Path("a.b | @")(item) == [{"c": 1}]
    assert Path("text.length")(item) is Path("text.length | @")(item) is None


def test_a_value_of_an_unexpected_shape_is_absent_not_an_error() -> None:
    assert Path("contains(text, 'x')")({"text": 5}) is None


def test_the_catalogs_own_functions() -> None:
    assert Path("split(Id, '/')[-1]")({"Id": "/hostedzone/Z1"}) == "Z1"
    assert Path("times(a, b)")({"a": 4, "b": 2}) == 8


def test_parameters_that_find_nothing_are_left_out() -> None:
    params = compiled_params({"Cluster": "{arn}", "Max": 5, "List": ["{arn}", "x"], "Deep": {"None": "{missing}"}})
    assert filled(params, {"arn": "a"}) == {"Cluster": "a", "Max": 5, "List": ["a", "x"], "Deep": {}}

"""A source is asked as fast as it bears, each account, region and service by itself."""

from lockscan.collection.limits import SLOWEST, Limiter, LimitKey

EC2 = LimitKey("1", "eu-west-2", "ec2")
SQS = LimitKey("1", "eu-west-2", "sqs")


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_nobody_waits_before_the_first_complaint() -> None:
    time = Time()
    limiter = Limiter(clock=time, sleep=time.sleep)
    for _ in range(1_000):
        limiter.wait(EC2)
    assert time.now == 100.0
    assert limiter.rate(EC2) is None


def test_a_complaint_slows_the_rate_at_which_it_came_and_others_go_on() -> None:
    time = Time()
    limiter = Limiter(clock=time, sleep=time.sleep)
    for _ in range(20):
        limiter.wait(EC2)
        time.now += 0.05
    limiter.throttled(EC2)
    rate = limiter.rate(EC2)
    assert rate is not None
    assert 13 < rate < 15
    assert limiter.rate(SQS) is None


def test_a_limited_source_gets_no_more_than_its_rate_and_slowly_more() -> None:
    time = Time()
    limiter = Limiter(clock=time, sleep=time.sleep)
    for _ in range(20):
        limiter.wait(EC2)
        time.now += 0.1
    limiter.throttled(EC2)
    first = limiter.rate(EC2)
    began = time.now
    for _ in range(50):
        limiter.wait(EC2)
    assert first is not None
    assert 50 / (time.now - began) < first * 2
    raised = limiter.rate(EC2)
    assert raised is not None
    assert raised > first


def test_many_complaints_about_one_burst_count_once_and_the_floor_holds() -> None:
    time = Time()
    limiter = Limiter(clock=time, sleep=time.sleep)
    for _ in range(20):
        limiter.wait(EC2)
        time.now += 0.01
    for _ in range(10):
        limiter.throttled(EC2)
    rate = limiter.rate(EC2)
    assert rate is not None
    assert rate > 40
    for _ in range(50):
        time.now += 10
        limiter.throttled(EC2)
    assert limiter.rate(EC2) == SLOWEST


def test_twenty_calls_a_second_are_nearly_all_used() -> None:
    """A source that holds twenty tokens and gets twenty more a second; what it refuses is asked again."""
    time = Time()
    limiter = Limiter(clock=time, sleep=time.sleep)
    tokens, filled, answered, refused = 20.0, time.now, 0, 0
    began = time.now
    while answered < 600:
        limiter.wait(EC2)
        time.now += 0.002
        tokens, filled = min(20.0, tokens + (time.now - filled) * 20), time.now
        if tokens >= 1:
            tokens -= 1
            answered += 1
        else:
            refused += 1
            limiter.throttled(EC2)
    assert time.now - began < 1.25 * (600 - 20) / 20
    assert refused < 60

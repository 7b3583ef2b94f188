"""What the rules say of Google Cloud alone."""

import pytest

from lockscan.knowledge.knowledge import Knowledge


@pytest.mark.parametrize("kind", ["member", "binding", "policy", "audit_config"])
def test_bindings_are_settings_whatever_they_bind_to(knowledge: Knowledge, kind: str) -> None:
    for name in ("project", "storage_bucket", "cloud_run_v2_service", "pubsub_topic", "service_account"):
        assert knowledge.understandings(f"google_{name}_iam_{kind}")[0].role == "configuration", name

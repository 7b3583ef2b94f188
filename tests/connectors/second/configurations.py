"""Terraform configurations of several kinds, to be planned and read twice."""

from typing import Any

VPC: dict[str, Any] = {
    "variables": ["name", "zones"],
    "resources": {
        "aws_vpc.this": {"cidr_block": "10.0.0.0/16"},
        "aws_subnet.private": {
            "keys": ["a", "b"],
            "for_each": ["var.zones"],
            "vpc_id": ["aws_vpc.this.id"],
            "availability_zone": ["each.key"],
        },
        "aws_internet_gateway.this": {"count": 1, "vpc_id": ["aws_vpc.this.id"]},
        "aws_route_table.this": {
            "vpc_id": ["aws_vpc.this.id"],
            "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": ["aws_internet_gateway.this[0].id"]}],
        },
        "aws_route_table_association.this": {
            "keys": ["a", "b"],
            "for_each": ["aws_subnet.private"],
            "subnet_id": ["each.value.id", "each.value"],
            "route_table_id": ["aws_route_table.this.id"],
        },
    },
    "outputs": {"vpc_id": ["aws_vpc.this.id"], "subnet_ids": ["aws_subnet.private"]},
}

WEB: dict[str, Any] = {
    "resources": {
        "aws_security_group.web": {"vpc_id": ["module.vpc.vpc_id"], "name": "web"},
        "aws_security_group_rule.in": {
            "security_group_id": ["aws_security_group.web.id"],
            "source_security_group_id": ["aws_security_group.web.id"],
        },
        "aws_instance.web": {
            "count": 2,
            "subnet_id": ["module.vpc.subnet_ids", "count.index"],
            "vpc_security_group_ids": ["aws_security_group.web.id"],
            "ami": ["data.aws_ami.linux.id"],
            "iam_instance_profile": ["aws_iam_instance_profile.web.name"],
        },
        "aws_iam_role.web": {"assume_role_policy": ["data.aws_iam_policy_document.trust.json"]},
        "aws_iam_role_policy.web": {
            "role": ["aws_iam_role.web.id"],
            "policy": ["data.aws_iam_policy_document.read.json"],
        },
        "aws_iam_instance_profile.web": {"role": ["aws_iam_role.web.name"]},
        "aws_s3_bucket.assets": {"bucket_prefix": "assets"},
        "aws_s3_bucket_versioning.assets": {
            "bucket": ["aws_s3_bucket.assets.id"],
            "versioning_configuration": [{"status": "Enabled"}],
        },
        "aws_kms_key.main": {"description": "main"},
        "aws_s3_bucket_server_side_encryption_configuration.assets": {
            "bucket": ["aws_s3_bucket.assets.bucket"],
            "rule": [
                {
                    "apply_server_side_encryption_by_default": [
                        {"kms_master_key_id": ["aws_kms_key.main.arn"], "sse_algorithm": "aws:kms"}
                    ]
                }
            ],
        },
        "aws_lb.web": {
            "subnets": ["module.vpc.subnet_ids"],
            "security_groups": ["aws_security_group.web.id"],
            "depends_on": ["aws_s3_bucket.assets"],
        },
        "aws_lb_target_group.web": {"vpc_id": ["module.vpc.vpc_id"]},
        "aws_lb_target_group_attachment.web": {
            "count": 2,
            "target_group_arn": ["aws_lb_target_group.web.arn"],
            "target_id": ["aws_instance.web", "count.index"],
        },
        "aws_lb_listener.web": {
            "load_balancer_arn": ["aws_lb.web.arn"],
            "default_action": [{"type": "forward", "target_group_arn": ["aws_lb_target_group.web.arn"]}],
        },
        "data.aws_ami.linux": {"owners": "amazon"},
        "data.aws_iam_policy_document.trust": {"statement": [{"actions": "sts:AssumeRole"}]},
        "data.aws_iam_policy_document.read": {
            "statement": [{"resources": ["aws_s3_bucket.assets.arn", "aws_s3_bucket.assets.arn"]}]
        },
    },
    "modules": {"vpc": {"module": VPC, "given": {"name": "web", "zones": {"a": "eu-west-2a", "b": "eu-west-2b"}}}},
}

QUEUES: dict[str, Any] = {
    "variables": ["key_arn", "name"],
    "resources": {
        "aws_sqs_queue.dead": {"kms_master_key_id": ["var.key_arn"]},
        "aws_sqs_queue.main": {"kms_master_key_id": ["var.key_arn"], "redrive_policy": ["aws_sqs_queue.dead.arn"]},
    },
    "outputs": {"arn": ["aws_sqs_queue.main.arn"], "url": ["aws_sqs_queue.main.url"]},
}

WORKER: dict[str, Any] = {
    "variables": ["queue_arn", "environment"],
    "resources": {
        "aws_iam_role.this": {"assume_role_policy": "{}"},
        "aws_lambda_function.this": {
            "role": ["aws_iam_role.this.arn"],
            "environment": [{"variables": ["var.environment"]}],
            "dead_letter_config": [{"target_arn": ["module.dead.arn"]}],
        },
        "aws_lambda_event_source_mapping.this": {
            "event_source_arn": ["var.queue_arn"],
            "function_name": ["aws_lambda_function.this.arn"],
        },
        "aws_cloudwatch_log_group.this": {"name": ["aws_lambda_function.this.function_name"]},
    },
    "modules": {
        "dead": {
            "module": {
                "variables": [],
                "resources": {"aws_sqs_queue.this": {"name": "dead"}},
                "outputs": {"arn": ["aws_sqs_queue.this.arn"]},
            }
        }
    },
    "outputs": {"function": ["aws_lambda_function.this.arn"]},
}

EVENTS: dict[str, Any] = {
    "resources": {
        "aws_kms_key.events": {"enable_key_rotation": True},
        "aws_kms_alias.events": {"name": "alias/events", "target_key_id": ["aws_kms_key.events.key_id"]},
        "aws_dynamodb_table.orders": {
            "hash_key": "id",
            "server_side_encryption": [{"enabled": True, "kms_key_arn": ["aws_kms_key.events.arn"]}],
        },
        "aws_sns_topic.told": {"kms_master_key_id": ["aws_kms_alias.events.name"]},
        "aws_sns_topic_subscription.told": {
            "topic_arn": ["aws_sns_topic.told.arn"],
            "endpoint": ['module.worker["a"].function'],
            "protocol": "lambda",
        },
        "aws_cloudwatch_event_rule.each": {"schedule_expression": "rate(1 day)"},
        "aws_cloudwatch_event_target.each": {
            "rule": ["aws_cloudwatch_event_rule.each.name"],
            "arn": ["module.queues.arn"],
        },
        "aws_sfn_state_machine.flow": {
            "definition": ['module.worker["a"].function', "aws_dynamodb_table.orders.name"],
            "role_arn": ["aws_iam_role.flow.arn"],
        },
        "aws_iam_role.flow": {"assume_role_policy": "{}"},
        "random_id.suffix": {"byte_length": 4},
        "aws_s3_bucket.out": {"bucket": ["random_id.suffix.hex"]},
    },
    "modules": {
        "queues": {"module": QUEUES, "given": {"key_arn": ["aws_kms_key.events.arn"], "name": "in"}},
        "worker": {
            "module": WORKER,
            "keys": ["a", "b"],
            "for_each": {"a": 1, "b": 2},
            "given": {
                "queue_arn": ["module.queues.arn"],
                "environment": ["aws_dynamodb_table.orders.name", "module.queues.url"],
            },
        },
    },
}

AZURE: dict[str, Any] = {
    "resources": {
        "azurerm_resource_group.main": {"name": "rg", "location": "uksouth"},
        "azurerm_virtual_network.main": {"resource_group_name": ["azurerm_resource_group.main.name"], "name": "v"},
        "azurerm_subnet.apps": {
            "virtual_network_name": ["azurerm_virtual_network.main.name"],
            "resource_group_name": ["azurerm_resource_group.main.name"],
        },
        "azurerm_user_assigned_identity.web": {"resource_group_name": ["azurerm_resource_group.main.name"]},
        "azurerm_service_plan.web": {"resource_group_name": ["azurerm_resource_group.main.name"], "sku_name": "P1v3"},
        "azurerm_linux_web_app.web": {
            "service_plan_id": ["azurerm_service_plan.web.id"],
            "virtual_network_subnet_id": ["azurerm_subnet.apps.id"],
            "identity": [{"type": "UserAssigned", "identity_ids": ["azurerm_user_assigned_identity.web.id"]}],
            "app_settings": [
                "azurerm_key_vault_secret.db.versionless_id",
                "azurerm_application_insights.web.connection_string",
            ],
        },
        "azurerm_log_analytics_workspace.logs": {"resource_group_name": ["azurerm_resource_group.main.name"]},
        "azurerm_application_insights.web": {"workspace_id": ["azurerm_log_analytics_workspace.logs.id"]},
        "azurerm_key_vault.main": {"tenant_id": ["data.azurerm_client_config.me.tenant_id"]},
        "azurerm_key_vault_secret.db": {
            "key_vault_id": ["azurerm_key_vault.main.id"],
            "value": ["azurerm_postgresql_flexible_server.db.fqdn"],
        },
        "azurerm_postgresql_flexible_server.db": {
            "delegated_subnet_id": ["azurerm_subnet.apps.id"],
            "private_dns_zone_id": ["azurerm_private_dns_zone.db[0].id"],
            "depends_on": ["azurerm_private_dns_zone_virtual_network_link.db"],
        },
        "azurerm_private_dns_zone.db": {"count": 1, "name": "x.postgres.database.azure.com"},
        "azurerm_private_dns_zone_virtual_network_link.db": {
            "private_dns_zone_name": ["azurerm_private_dns_zone.db[0].name"],
            "virtual_network_id": ["azurerm_virtual_network.main.id"],
        },
        "azurerm_role_assignment.read": {
            "scope": ["azurerm_key_vault.main.id"],
            "principal_id": ["azurerm_user_assigned_identity.web.principal_id"],
        },
        "azurerm_monitor_diagnostic_setting.web": {
            "target_resource_id": ["azurerm_linux_web_app.web.id"],
            "log_analytics_workspace_id": ["azurerm_log_analytics_workspace.logs.id"],
        },
        "data.azurerm_client_config.me": {},
    },
}

GOOGLE: dict[str, Any] = {
    "resources": {
        "google_compute_network.main": {"name": "main"},
        "google_compute_subnetwork.main": {"network": ["google_compute_network.main.id"]},
        "google_container_cluster.main": {
            "network": ["google_compute_network.main.self_link"],
            "subnetwork": ["google_compute_subnetwork.main.self_link"],
        },
        "google_container_node_pool.pools": {
            "keys": ["small", "large"],
            "for_each": {"small": 1, "large": 2},
            "cluster": ["google_container_cluster.main.name"],
            "node_config": [{"service_account": ["google_service_account.nodes.email"]}],
        },
        "google_service_account.nodes": {"account_id": "nodes"},
        "google_project_iam_member.nodes": {
            "member": ["google_service_account.nodes.email"],
            "role": "roles/logging.logWriter",
        },
        "google_sql_database_instance.main": {
            "settings": [{"ip_configuration": [{"private_network": ["google_compute_network.main.id"]}]}],
            "depends_on": ["google_service_networking_connection.main"],
        },
        "google_service_networking_connection.main": {
            "network": ["google_compute_network.main.id"],
            "reserved_peering_ranges": ["google_compute_global_address.main.name"],
        },
        "google_compute_global_address.main": {"network": ["google_compute_network.main.id"]},
        "google_sql_database.app": {"instance": ["google_sql_database_instance.main.name"]},
        "google_pubsub_topic.in": {"kms_key_name": ["google_kms_crypto_key.main.id"]},
        "google_pubsub_subscription.in": {
            "topic": ["google_pubsub_topic.in.id"],
            "push_config": [{"push_endpoint": ["google_cloud_run_v2_service.api.uri"]}],
        },
        "google_cloud_run_v2_service.api": {
            "template": [
                {
                    "containers": [
                        {"env": [{"name": "DB", "value": ["google_sql_database_instance.main.connection_name"]}]}
                    ]
                }
            ]
        },
        "google_kms_key_ring.main": {"name": "r"},
        "google_kms_crypto_key.main": {"key_ring": ["google_kms_key_ring.main.id"]},
        "google_bigquery_table.t": {"dataset_id": ["google_bigquery_dataset.d.dataset_id"]},
        "google_bigquery_dataset.d": {
            "default_encryption_configuration": [{"kms_key_name": ["google_kms_crypto_key.main.id"]}]
        },
    },
}

CONFIGURATIONS = {"web": WEB, "events": EVENTS, "azure": AZURE, "google": GOOGLE}

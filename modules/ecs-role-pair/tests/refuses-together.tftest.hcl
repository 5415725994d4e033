# What containers, volumes and queues are refused for beside one another, and of what ECS fetches.

variables {
  containers                = { app = { image = "public.ecr.aws/nginx/nginx:1.27" } }
  queues                    = {}
  existing_queues           = {}
  volumes                   = {}
  execute_command           = null
  execution_role_statements = {}
  task_role_statements      = {}

  given_containers                = {}
  given_queues                    = {}
  given_existing_queues           = {}
  given_volumes                   = {}
  given_execute_command           = null
  given_execution_role_statements = {}
  given_task_role_statements      = {}

  queue_name_prefix = "my-service-dev-"
  location          = { account_id = "111122223333", region = "eu-west-1", partition = "aws" }
  task              = { fargate = true, linux = true, network = "awsvpc", cpu_units = 256, memory_mib = 512, queue_keys = [] }
}


run "refuses_a_standard_queue_named_as_a_fifo_one" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    queues = { a = { name = "a.fifo" } }
  }
  expect_failures = [output.queues]
}

run "refuses_a_sender_twice" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    queues = { a = { senders = { topic_arns = ["arn:aws:sns:eu-west-1:111122223333:a", "arn:aws:sns:eu-west-1:111122223333:a"] } } }
  }
  expect_failures = [output.queues]
}

run "refuses_a_standard_topic_to_a_fifo_queue" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    queues = { a = { fifo = true, senders = { topic_arns = ["arn:aws:sns:eu-west-1:111122223333:a"] } } }
  }
  expect_failures = [output.queues]
}

run "refuses_a_port_of_the_host_twice" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", ports = [{ container_port = 80, host_port = 8080 }, { container_port = 81, host_port = 8080 }] } }
    task       = { fargate = false, linux = true, network = "bridge", cpu_units = 256, memory_mib = 512, queue_keys = [] }
  }
  expect_failures = [output.containers]
}

run "refuses_a_pattern_of_several_lines" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", logging = { multiline_pattern = "a\nb" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_label_of_several_lines" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", docker_labels = { a = "b\nc" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_an_image_of_another_partition" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1" } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_secret_of_another_account_without_a_key" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", secrets = { A = "arn:aws:secretsmanager:eu-west-1:999999999999:secret:a-AbCd12" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_secret_by_a_name_that_reads_as_complete" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", secrets = { A = "secretsmanager:db-secret" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_key_of_another_region" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", secrets = { A = "/a" }, secret_kms_keys = { A = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_key_of_a_file_that_there_is_none_of" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", environment_file_kms_keys = { "arn:aws:s3:::bucket/a.env" = "alias/a" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_credential_spec_on_fargate_without_a_user" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", credential_spec = { source = "/spec" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_volume_of_two_kinds" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    volumes = { a = { efs = { file_system_id = "fs-12345678" }, configured_at_launch = true } }
  }
  expect_failures = [output.volumes]
}

run "refuses_a_volume_at_launch_that_nothing_mounts" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    volumes = { a = { configured_at_launch = true } }
  }
  expect_failures = [output.volumes]
}

run "refuses_a_volume_of_docker_on_fargate" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    volumes = { a = { docker = {} } }
  }
  expect_failures = [output.volumes]
}

run "refuses_fsx_with_linux" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    volumes = { a = { fsx = { file_system_id = "fs-12345678", credentials = "/a", domain = "corp.example.com" } } }
  }
  expect_failures = [output.volumes]
}

# What the containers and queues are refused for, each told by the output of inputs/ that it fails.

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

run "refuses_memory_that_does_not_go_with_the_cpu" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    task = { fargate = true, linux = true, network = "awsvpc", cpu_units = 256, memory_mib = 4096, queue_keys = [] }
  }
  expect_failures = [output.containers]
}

run "refuses_no_containers" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = {}
  }
  expect_failures = [output.containers]
}

run "refuses_a_variable_in_environment_and_secrets" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", environment = { A = "1" }, secrets = { A = "/a" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_secret_with_a_wildcard" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "nginx", secrets = { A = "arn:aws:ssm:eu-west-1:111122223333:parameter/*" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_visibility_timeout_above_12_hours" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    queues = { pending = { visibility_timeout_seconds = 43201 } }
  }
  expect_failures = [output.queues]
}

run "refuses_a_dead_letter_queue_that_forgets_first" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    queues = { pending = { retention_seconds = 1209600 } }
  }
  expect_failures = [output.queues]
}

run "refuses_a_misspelt_member" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    given_containers = { app = { image = "public.ecr.aws/nginx/nginx:1.27", enviroment = {} } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_misspelt_member_of_a_member" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    given_containers = { app = { image = "public.ecr.aws/nginx/nginx:1.27", health_check = { comand = ["CMD", "true"] } } }
  }
  expect_failures = [output.containers]
}

run "refuses_two_queues_of_one_name" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    queues = { a = { name = "jobs" }, b = { name = "jobs" } }
  }
  expect_failures = [output.queues]
}

run "refuses_a_queue_named_as_anothers_dead_letter_queue" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    queues = { a = { name = "jobs" }, b = { name = "jobs-dead-letter" } }
  }
  expect_failures = [output.queues]
}

run "refuses_a_plain_password" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "public.ecr.aws/nginx/nginx:1.27", environment = { DATABASE_PASSWORD = "hunter2" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_circle" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { a = { image = "public.ecr.aws/nginx/nginx:1.27", depends_on = { b = "START" } }, b = { image = "public.ecr.aws/nginx/nginx:1.27", depends_on = { c = "START" } }, c = { image = "public.ecr.aws/nginx/nginx:1.27", depends_on = { a = "START" } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_statement_for_everything_without_a_reason" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    task_role_statements = { All = { actions = ["s3:*"], resources = ["*"] } }
  }
  expect_failures = [output.task_role_statements]
}

run "refuses_exec_on_a_read_only_root" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    execute_command = {}
  }
  expect_failures = [output.containers]
}

run "refuses_a_volume_nobody_made" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "public.ecr.aws/nginx/nginx:1.27", mount_points = { "/data" = { volume = "data" } } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_log_router_that_cannot_start" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "public.ecr.aws/nginx/nginx:1.27" }, log_router = { image = "public.ecr.aws/aws-observability/aws-for-fluent-bit:init-2.32.0", firelens = {} } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_log_router_that_cannot_store" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "public.ecr.aws/nginx/nginx:1.27", logging = { driver = "awsfirelens", options = { Name = "s3", bucket = "logs" } } }, log_router = { image = "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.0", firelens = {} } }
  }
  expect_failures = [output.containers]
}

run "refuses_shell_words_without_a_shell" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "public.ecr.aws/nginx/nginx:1.27", health_check = { command = ["CMD", "curl", "localhost", "||", "exit", "1"] } } }
  }
  expect_failures = [output.containers]
}

run "refuses_a_log_region_without_a_group" {
  command = plan
  module {
    source = "./inputs"
  }
  variables {
    containers = { app = { image = "public.ecr.aws/nginx/nginx:1.27", logging = { region = "us-east-1" } } }
  }
  expect_failures = [output.containers]
}

# What AWS takes. Written from what the constructs check with.

locals {
  # Memory in MiB by cpu_units. Source: ECS developer guide, Fargate task size.
  fargate_memory = {
    "256"   = [512, 1024, 2048]
    "512"   = [1024, 2048, 3072, 4096]
    "1024"  = [2048, 3072, 4096, 5120, 6144, 7168, 8192]
    "2048"  = [4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384]
    "4096"  = [8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384, 17408, 18432, 19456, 20480, 21504, 22528, 23552, 24576, 25600, 26624, 27648, 28672, 29696, 30720]
    "8192"  = [16384, 20480, 24576, 28672, 32768, 36864, 40960, 45056, 49152, 53248, 57344, 61440]
    "16384" = [32768, 40960, 49152, 57344, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880]
  }

  fargate_cpu_units = [256, 512, 1024, 2048, 4096, 8192, 16384]

  container_numbers = {
    start_timeout_seconds  = { from = 2, to = null }
    stop_timeout_seconds   = { from = 2, to = null }
    cpu_units              = { from = 0, to = null }
    memory_mib             = { from = 6, to = null }
    memory_reservation_mib = { from = 6, to = null }
    gpu_count              = { from = 1, to = null }
  }

  health_check_numbers = {
    interval_seconds     = { from = 5, to = 300, fallback = 30 }
    timeout_seconds      = { from = 2, to = 60, fallback = 5 }
    retries              = { from = 1, to = 10, fallback = 3 }
    start_period_seconds = { from = 0, to = 300 }
  }

  linux_numbers = {
    max_swap_mib           = { from = 0, to = null }
    shared_memory_size_mib = { from = 1, to = null }
    swappiness             = { from = 0, to = 100 }
  }

  queue_numbers = {
    visibility_timeout_seconds    = { from = 0, to = 43200, fallback = 30 }
    retention_seconds             = { from = 60, to = 1209600, fallback = 345600 }
    delay_seconds                 = { from = 0, to = 900, fallback = 0 }
    receive_wait_time_seconds     = { from = 0, to = 20, fallback = 20 }
    max_message_size_bytes        = { from = 1024, to = 1048576, fallback = 262144 }
    data_key_reuse_seconds        = { from = 60, to = 86400, fallback = 300 }
    max_receive_count             = { from = 1, to = 1000, fallback = 5 }
    dead_letter_retention_seconds = { from = 60, to = 1209600, fallback = 1209600 }
  }

  alarm_numbers = {
    oldest_message_age_seconds = { from = 60, to = 1209600, fallback = 900 }
    dead_letter_messages       = { from = 1, to = null, fallback = 1 }
  }

  # What a name says that its value is a secret, and how well-known credentials look.
  secret_name  = "(?i)(?:^|[_.-])(?:pass(?:word|wd|phrase)?|pwd|secrets?|token|credentials?|dsn|(?:api|access|private|signing|encryption|license|auth|account|secret|master|shared)_?key|secret_?key_?base)$|(?:password|passwd|secret|apikey|accesskey|privatekey|authtoken|(?:db|pg|sql|smtp|ftp|ldap|redis|mongo|user|admin|root)pass$)$|access_?key_?id$"
  secret_value = "(?:(?:AKIA|ASIA)[A-Z0-9]{16})|(?:\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}))|(?:\\bgl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_-]{20,})|(?:\\bx(?:ox[abeoprs]|app)-[A-Za-z0-9-]{10,})|(?:hooks\\.slack\\.com/services/[A-Za-z0-9/]{20,})|(?:\\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,})|(?:\\bsk-[A-Za-z0-9_-]{20,})|(?:\\bAIza[A-Za-z0-9_-]{35})|(?:\\bnpm_[A-Za-z0-9]{36})|(?:\\bpypi-[A-Za-z0-9_-]{50,})|(?:\\bSG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,})|(?:\\bdo[opr]_v1_[a-f0-9]{64})|(?:\\bhf_[A-Za-z0-9]{30,})|(?:\\bhv[sbr]\\.[A-Za-z0-9_-]{20,})|(?:\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*)|(?:-----BEGIN [A-Z ]*PRIVATE KEY-----)|(?:(?i)[a-z][0-9+.-]*://[^\\s/:@]*:[^\\s/@]+@)|(?:(?i)(?:^|;)\\s*(?:password|pwd|accountkey|sharedaccesskey)\\s*=\\s*[^;\\s]+)|(?:https?://[0-9a-f]{32}@)"

  # How the regions of each partition beside aws start.
  partition_regions = {
    aws-cn     = "^cn-"
    aws-us-gov = "^us-gov-"
    aws-iso    = "^us-iso-"
    aws-iso-b  = "^us-isob-"
    aws-iso-e  = "^eu-isoe-"
    aws-iso-f  = "^us-isof-"
    aws-eusc   = "^eusc-"
  }

  ulimits = [
    "core",
    "cpu",
    "data",
    "fsize",
    "locks",
    "memlock",
    "msgqueue",
    "nice",
    "nofile",
    "nproc",
    "rss",
    "rtprio",
    "rttime",
    "sigpending",
    "stack",
  ]

  capabilities = [
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "SYSLOG",
    "WAKE_ALARM",
  ]

  fargate_log_drivers = ["awslogs", "splunk", "awsfirelens"]

  log_drivers = [
    "awslogs",
    "splunk",
    "awsfirelens",
    "fluentd",
    "gelf",
    "journald",
    "json-file",
    "syslog",
    "logentries",
  ]
}

# What AWS takes. Written from what the constructs check with.

locals {
  operating_systems = fact.operating_systems

  # AWS's account that GuardDuty's agent is pulled from, by region.
  guardduty_accounts = fact.guardduty_accounts
}

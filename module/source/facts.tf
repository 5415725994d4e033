# What AWS takes. Written from what the constructs check with.

locals {
  operating_systems = fact.operating_systems
}

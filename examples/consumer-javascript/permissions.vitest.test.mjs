import { describe, expect, test } from "vitest";
import { permissions } from "./permissions.js";

permissions({ describe, test, expect });

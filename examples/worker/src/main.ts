import { handle } from "./handler";
import { run } from "./run";

run(handle);

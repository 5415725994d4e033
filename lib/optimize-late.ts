import { setFlagsFromString } from "node:v8";

// To be imported before anything else by a program that is over in a second: compiling its functions anew for speed costs
// such a program more than it saves, so that V8 shall wait longer before it does. Versions of Node that may not know the
// flag, and would complain of it, are left as they are.
if (Number.parseInt(process.versions.node, 10) <= 24) setFlagsFromString("--interrupt-budget=1000000");

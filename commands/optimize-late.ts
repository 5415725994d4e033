import { setFlagsFromString } from "node:v8";

// To be loaded before anything else where node is started for a program that is over in a second or so (`node --require`, or
// the first import of a command): compiling its functions anew for speed
// costs more than it saves, so that V8 shall wait longer before it does; and nobody waits for an answer meanwhile, so that it
// need not collect garbage step by step beside the program, which takes more memory. It complains of flags it does not know: the budget went with Node 22,
// whose V8 compiles in smaller steps, and a Node later than those this was tried on is left as it is.
const major = Number.parseInt(process.versions.node, 10);
if (major <= 24) setFlagsFromString("--no-incremental-marking");
if (major < 22) setFlagsFromString("--interrupt-budget=1000000");

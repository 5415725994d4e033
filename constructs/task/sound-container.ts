import type { Container } from "../container/container";

/** A container's members with which nothing is wrong by themselves, and what to call it. */
export type SoundContainer = Partial<Container> & { readonly name: string };

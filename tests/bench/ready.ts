import { mkdtemp, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "#tests/bench/child.ts";
import type { Bench } from "#tests/bench/figure.ts";

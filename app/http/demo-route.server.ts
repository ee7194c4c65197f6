import { NotFound } from "#app/domain/context.server.ts";
import type { DemoControls } from "#app/http/load-context.ts";
import { publicAction, publicLoader, type PublicArgs } from "#app/http/public-route.server.ts";

type DemoArgs = PublicArgs & { demo: DemoControls };

/** A page of the demo, which isn't there anywhere else. */
export const demoLoader = <Answer>(load: (args: DemoArgs) => Promise<Answer>) =>
  publicLoader(async (args) => load({ ...args, demo: requireDemo(args.demo) }));

/** A button of the demo, likewise. */
export const demoAction = <Answer>(act: (args: DemoArgs & { formData: FormData }) => Promise<Answer>) =>
  publicAction(async (args) => act({ ...args, demo: requireDemo(args.demo) }));

function requireDemo(demo: DemoControls | undefined): DemoControls {
  if (!demo) throw new NotFound("no demo here");
  return demo;
}

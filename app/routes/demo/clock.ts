import { redirect } from "@remix-run/node";
import { formText } from "#app/http/form-text.ts";
import { demoAction } from "#app/http/demo-route.server.ts";
import { parseKstMoment } from "#app/shared/time.ts";

export const action = demoAction(async ({ demo, formData }) => {
  const to = parseKstMoment(formText(formData, "to"));
  const moved = to !== null && (await demo.moveClock(to));
  throw redirect(moved ? "/demo" : "/demo?clock=refused", 303);
});

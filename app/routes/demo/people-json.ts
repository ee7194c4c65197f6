import { demoLoader } from "#app/http/demo-route.server.ts";

export const loader = demoLoader(async ({ demo }) =>
  Response.json(
    (await demo.listPeople()).map(({ name, msisdn, birthDate, story, link }) => ({
      name,
      msisdn,
      birthDate,
      story,
      link,
    })),
  ),
);

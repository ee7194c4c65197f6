import { NotFound } from "#app/domain/context.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";

export const loader = publicLoader(() => Promise.reject(new NotFound("no such page")));

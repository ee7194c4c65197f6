/** The consoles there are, by the role that works in each. */
const consoles: Partial<Record<string, string>> = {
  agent: "/call-center",
  store: "/store",
  reviewer: "/claims-desk",
  operator: "/operator",
  auditor: "/operator/access-record",
};

/** Where a member of staff begins: the console of their first role that has one. */
export const consoleOf = (roles: readonly string[]): string =>
  roles.map((role) => consoles[role]).find((path) => path !== undefined) ??
  "/signin/refused?why=no-console&by=staff";

/** Whether a route is one of a console: Korean, for a wide screen, with keys. */
export const isConsole = (routeId: string): boolean =>
  /^routes\/(call-center|store|claims-desk|operator)\//.test(routeId);

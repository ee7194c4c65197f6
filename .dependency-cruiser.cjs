// The architecture, as rules. Direction: processes → routes → http → domain → infra → shared. Each rule says what a folder may
// not import; what no rule mentions is allowed.

const sourceOnly = "^app/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "shared-imports-nothing-of-app",
      comment: "Results, time, money and phone numbers are the floor that all else stands on.",
      severity: "error",
      from: { path: "^app/shared/" },
      to: { path: sourceOnly, pathNot: "^app/shared/" },
    },
    {
      name: "infra-is-a-leaf",
      comment: "Database, transports and the carrier's API know nothing of the business.",
      severity: "error",
      from: { path: "^app/infra/" },
      to: { path: sourceOnly, pathNot: "^app/(infra|shared)/" },
    },
    {
      name: "locales-are-texts",
      comment: "Catalogues are read by server and browser alike.",
      severity: "error",
      from: { path: "^app/locales/" },
      to: { path: sourceOnly, pathNot: "^app/(locales|shared)/" },
    },
    {
      name: "domain-knows-no-web",
      comment:
        "Four consoles, a worker and a command line share the rules: nothing of HTTP or screens in them.",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { path: sourceOnly, pathNot: "^app/(domain|infra|locales|shared)/" },
    },
    {
      name: "no-server-suffix-means-pure",
      comment:
        "A domain file without .server is safe in a browser: it imports no file that does I/O, types excepted.",
      severity: "error",
      from: { path: "^app/domain/", pathNot: "[.]server[.]ts$|[.]test[.]ts$" },
      to: {
        path: "[.]server[.]ts$|^app/infra/",
        pathNot: "^app/domain/context[.]server[.]ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "http-is-the-edge",
      comment: "Wrappers, sessions and limits serve the routes and don't know them.",
      severity: "error",
      from: { path: "^app/http/" },
      to: { path: sourceOnly, pathNot: "^app/(http|domain|infra|locales|shared)/" },
    },
    {
      name: "routes-call-the-domain",
      comment:
        "A route parses, makes one domain call and renders: it has no database and no transport of its own.",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^app/(infra|processes)/" },
    },
    {
      name: "audiences-stay-apart",
      comment:
        "Public, subscriber, call center, store, claims desk and operator never import each other's screens.",
      severity: "error",
      from: { path: "^app/routes/([^/]+)/" },
      to: { path: "^app/routes/[^/]+/", pathNot: "^app/routes/$1/" },
    },
    {
      name: "ui-only-presents",
      comment: "Components take what they show: no I/O, and nothing of the server but its types.",
      severity: "error",
      from: { path: "^app/ui/" },
      to: {
        path: "^app/(infra|http|routes|processes)/|[.]server[.]tsx?$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "sending-is-the-workers-alone",
      comment:
        "Texts and mail go through the outbox; only a process wires a transport. Its type may be named.",
      severity: "error",
      from: { path: sourceOnly, pathNot: "^app/(processes|infra/sms|infra/mail)/" },
      to: { path: "^app/infra/(sms|mail)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "ordering-is-the-workers-alone",
      comment:
        "What changes a line at the carrier goes through carrier_orders; only a process wires the calls. Their type may be named.",
      severity: "error",
      from: { path: sourceOnly, pathNot: "^app/processes/" },
      to: { path: "^app/infra/carrier/carrier-writes", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nothing-imports-processes",
      comment: "Every way in is an end: the demo's parts in particular are in no other program.",
      severity: "error",
      from: { path: sourceOnly, pathNot: "^app/processes/" },
      to: { path: "^app/processes/" },
    },
    {
      name: "production-has-no-demo",
      comment: "Demo mode exists only inside the demo.",
      severity: "error",
      from: { path: "^app/processes/(web|worker|cli)(/|[.]ts$)" },
      to: { path: "^app/processes/demo(/|[.]ts$)" },
    },
    {
      name: "app-imports-no-tests",
      comment: "Tests import the product, never the other way round.",
      severity: "error",
      from: { path: sourceOnly },
      to: { path: "^tests/" },
    },
    {
      name: "production-needs-no-dev-dependency",
      comment:
        "What runs in production is in dependencies; types, the build, the demo's database and its stand-ins are not.",
      severity: "error",
      from: {
        path: sourceOnly,
        pathNot:
          "[.]test[.]tsx?$|^app/routes[.]ts$|^app/processes/(build[.]mjs|create-migration[.]ts|(demo|standins)(/|[.]ts$))",
      },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/@types/",
      },
    },
    {
      name: "no-circle",
      comment: "Two files that need each other are one file, or lack a third.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-unresolved",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^app/infra/db/generated/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};

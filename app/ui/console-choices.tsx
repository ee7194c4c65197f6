import { Key } from "#app/ui/console-page.tsx";

type Choice<Name extends string> = { name: Name; label: string; code: string };

/** A bar of links of which one holds: what a list is narrowed to, or how it is ordered; each by its key, too. */
export const ConsoleChoices = <Name extends string>({
  label,
  choices,
  chosen,
  hrefOf,
}: {
  label: string;
  choices: readonly Choice<Name>[];
  chosen: Name;
  hrefOf: (name: Name) => string;
}) => (
  <nav aria-label={label}>
    <ul className="langs">
      {choices.map(({ name, label: words, code }) => (
        <li key={name}>
          <a href={hrefOf(name)} aria-current={name === chosen ? "true" : undefined} data-key={code}>
            {words} <Key code={code} />
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

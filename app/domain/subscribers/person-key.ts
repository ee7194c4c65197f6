/** White space, what can't be seen, and what some put between the parts of a name and others don't. */
const BETWEEN = /[\s\p{Pd}\p{Default_Ignorable_Code_Point}.·・]/gu;

/**
 * What a person is found by who doesn't know the number: name and birth date ("19580412") together, since
 * either alone names many. The name is folded, as the carrier's file and an agent who types it while
 * listening write it differently; letters stay, accents among them.
 */
export const personKey = (name: string, birthDate: string): string =>
  `${name.normalize("NFKC").toLowerCase().replace(BETWEEN, "")}\0${birthDate}`;

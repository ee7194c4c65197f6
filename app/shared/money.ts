/** Won are integers; there is no smaller unit. "170,000,000" as digits, the same in all four languages. */
export const formatKrw = (amountKrw: number | bigint) => amountKrw.toLocaleString("en-US");

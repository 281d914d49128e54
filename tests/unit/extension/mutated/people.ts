/** A made-up client. */
export interface Person {
  readonly fileNumber: string;
  readonly personalNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly protection: string;
}

const SURNAMES = ["Abdi", "Ahlén", "Åkesson", "Östlund", "Björk", "Çelik", "Nuñez", "Ek"];

/** Those that pages show at first. */
export const PEOPLE = 60;

/** A made-up client; another number, another client. Up to 90 of them. */
export function personOf(index: number): Person {
  const surname = SURNAMES[index % SURNAMES.length]!;
  const born = `19${String(20 + (index % 80))}0${1 + (index % 9)}${10 + (index % 18)}`;
  return {
    fileNumber: `${String(100_000 + index * 7_919).slice(-6)}-${index % 10}`,
    personalNumber: `${born}${String(1_000 + index).slice(-4)}`,
    firstName: index % 3 === 0 ? "Ada" : "Bo-Göran",
    lastName: surname,
    protection: String(index % 11 === 0 ? 2 : index % 7 === 0 ? 1 : 0),
  };
}


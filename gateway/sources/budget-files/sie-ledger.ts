import { isCalendarDate } from "../../rules/calendar.js";
import { FileFault } from "../file-fault.js";
import { type Decimal, parseDecimal } from "../formats/decimal.js";
import { LONGEST_TEXT, type RejectReason } from "../source-type.js";
import { fieldsOf, type SieField, type SieLine } from "./sie-lines.js";

/** What a ledger says of an account of a cost centre in a month. */
export interface LedgerSum {
  readonly kind: "BUDGET" | "OUTCOME";
  /** `YYYY`: the year that the books are of. */
  readonly year: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly unit: string;
  readonly account: string;
  amount: Decimal;
  /** The number of the first line that it comes from, or of the one that can't be read. */
  line: number;
  /** The line that can't be read, which makes the whole sum unknown. */
  fault: { readonly reason: RejectReason; readonly line: SieLine } | null;
}

/** Result accounts (contract 3). */
const FIRST_ACCOUNT = 3000;
const LAST_ACCOUNT = 8999;
/** The dimension of cost centres, whose objects are the units. */
const COST_CENTRE = 1;
const READ_TYPES: readonly string[] = ["3", "4"];
/** A whole city's ledger has some hundred thousand; each takes some 200 bytes. */
const MOST_SUMS = 500_000;

interface Voucher {
  readonly line: SieLine;
  readonly date: string | null;
  /** Whether its brace was opened. */
  open: boolean;
  sum: Decimal;
}

/** First and last day of the year that the books are of, `YYYYMMDD`. */
interface Year {
  readonly first: string;
  readonly last: string;
}

/**
 * Adds up a ledger, line by line. Vouchers stand for a file's outcome where it has any, else its balances by month. What the
 * standard calls removed (`#BTRANS`) is gone, and what it calls added (`#RTRANS`) is followed by a `#TRANS` that says the same.
 */
export class SieLedger {
  private year: Year | null = null;
  private isSie = false;
  private hasVouchers = false;
  /** Whether a control sum was begun (`#KSUMMA`), which then stands at the end as well. Its value is not checked. */
  private sumIsOpen = false;
  private voucher: Voucher | null = null;
  /** `#PBUDGET` and `#PSALDO` of a cost centre as such, and of one together with another object. */
  private readonly balances = new Map<string, LedgerSum>();
  private readonly partBalances = new Map<string, LedgerSum>();
  private readonly booked = new Map<string, LedgerSum>();
  /** Rows of vouchers, of every account and cost centre. */
  transactions = 0;
  /** Those of them on result accounts of a cost centre whose date lies outside the year. */
  outsideYear = 0;

  /** The year (`YYYY`) that the file says that it is of; null where it says none. */
  get period(): string | null {
    return this.year?.first.slice(0, 4) ?? null;
  }

  /** @throws {FileFault} when the file as a whole can't be believed */
  take(line: SieLine): void {
    switch (line.label) {
      case "{":
        if (this.voucher) this.voucher.open = true;
        return;
      case "}":
        this.closeVoucher();
        return;
      case "TRANS":
        this.takeTransaction(line);
        return;
      case "RTRANS":
      case "BTRANS":
        return;
      default:
        this.takeOutsideVoucher(line);
    }
  }

  /** What the file says, when all lines are taken. @throws {FileFault} when it is cut off, or no SIE file at all */
  finish(): LedgerSum[] {
    if (this.voucher?.open) throw new FileFault(`the voucher on line ${this.voucher.line.number} is not closed: the file is cut off`);
    this.closeVoucher();
    if (this.sumIsOpen) throw new FileFault("the control sum at the end is missing: the file is cut off");
    if (!this.isSie) throw new FileFault("not a SIE file: it has no #FLAGGA, #SIETYP, #RAR or #VER");
    const balances = [...this.balances.values()];
    for (const [key, sum] of this.partBalances) if (!this.balances.has(key)) balances.push(sum);
    if (!this.hasVouchers) return balances;
    return [...balances.filter(({ kind }) => kind === "BUDGET"), ...this.booked.values()];
  }

  private takeOutsideVoucher(line: SieLine): void {
    // A voucher without braces ends where something else begins.
    if (this.voucher && !this.voucher.open) this.closeVoucher();
    switch (line.label) {
      case "FLAGGA":
        this.isSie = true;
        return;
      case "SIETYP":
        this.isSie = true;
        this.takeType(line);
        return;
      case "RAR":
        this.isSie = true;
        this.takeYear(line);
        return;
      case "VER":
        this.isSie = true;
        this.takeVoucher(line);
        return;
      case "KSUMMA":
        this.sumIsOpen = !this.sumIsOpen;
        return;
      case "PBUDGET":
        this.takeBalance(line, "BUDGET");
        return;
      case "PSALDO":
        this.takeBalance(line, "OUTCOME");
    }
  }

  private takeType(line: SieLine): void {
    const [type] = fieldsOf(line, 1);
    if (typeof type === "string" && /^\d$/.test(type) && !READ_TYPES.includes(type)) {
      throw new FileFault(`a SIE file of type ${type} has no cost centres by month: types 3, 4 and 4I are read`);
    }
  }

  private takeYear(line: SieLine): void {
    const [number, first, last] = fieldsOf(line, 3);
    if (number !== "0") return;
    const year = { first: dateOf(first), last: dateOf(last) };
    if (year.first === null || year.last === null) return;
    if (this.hasVouchers || this.balances.size + this.partBalances.size > 0) {
      throw new FileFault(`line ${line.number}: the year stands after what is of it`);
    }
    this.year = { first: year.first, last: year.last };
  }

  private takeVoucher(line: SieLine): void {
    if (this.voucher) throw new FileFault(`the voucher on line ${this.voucher.line.number} is not closed`);
    const [, , date] = fieldsOf(line, 3);
    this.hasVouchers = true;
    this.voucher = { line, date: dateOf(date), open: false, sum: 0n };
  }

  private closeVoucher(): void {
    const { voucher } = this;
    this.voucher = null;
    if (voucher && voucher.sum !== 0n) throw new FileFault(`the voucher on line ${voucher.line.number} does not balance`);
  }

  private takeTransaction(line: SieLine): void {
    const { voucher } = this;
    if (!voucher) throw new FileFault(`line ${line.number}: a #TRANS outside a voucher`);
    this.transactions += 1;
    const { account, objects, rest: [amountText, day] } = postOf(fieldsOf(line, 4));
    const amount = amountOf(amountText);
    if (amount === null) throw new FileFault(`line ${line.number}: the amount can't be read, so the voucher can't be checked`);
    voucher.sum += amount;
    const unit = objects.get(COST_CENTRE);
    if (unit === undefined || !isResult(account)) return;
    const month = this.monthOf(dateOf(day), voucher.date);
    if (month === null) this.outsideYear += 1;
    else this.add(this.booked, { kind: "OUTCOME", year: this.yearOf(month), month, unit, account, amount, line: line.number, fault: null });
  }

  /** The month of a transaction: by its own date, else the voucher's; one that lies outside the books' year is not its month. */
  private monthOf(ownDay: string | null, voucherDay: string | null): string | null {
    const { year } = this;
    const day = [ownDay, voucherDay].find((each) => each !== null && (!year || (year.first <= each && each <= year.last)));
    return day ? `${day.slice(0, 4)}-${day.slice(4, 6)}` : null;
  }

  private takeBalance(line: SieLine, kind: LedgerSum["kind"]): void {
    const [number, period, ...fields] = fieldsOf(line, 6);
    const { account, objects, rest: [amountText] } = postOf(fields);
    const unit = objects.get(COST_CENTRE);
    if (number !== "0" || unit === undefined || !isResult(account)) return;
    const month = typeof period === "string" && /^\d{4}(0[1-9]|1[0-2])$/.test(period) ? `${period.slice(0, 4)}-${period.slice(4)}` : null;
    const amount = amountOf(amountText);
    const reason = month === null ? "BAD_DATE" : amount === null ? "BAD_NUMBER" : null;
    this.add(objects.size > 1 ? this.partBalances : this.balances, {
      kind, year: this.yearOf(month ?? ""), month: month ?? "", unit, account, amount: amount ?? 0n, line: line.number,
      fault: reason && { reason, line },
    });
  }

  /** Without a year of their own books are of the calendar's. */
  private yearOf(month: string): string {
    return this.period ?? month.slice(0, 4);
  }

  private add(sums: Map<string, LedgerSum>, sum: LedgerSum): void {
    if (sum.unit.length > LONGEST_TEXT) throw new FileFault(`line ${sum.line}: a cost centre has more than ${LONGEST_TEXT} characters`);
    const key = `${sum.kind}\t${sum.month}\t${sum.account}\t${sum.unit}`;
    const before = sums.get(key);
    if (before === undefined) {
      if (this.balances.size + this.partBalances.size + this.booked.size >= MOST_SUMS) {
        throw new FileFault(`the ledger has more than ${MOST_SUMS} sums of accounts, cost centres and months`);
      }
      sums.set(key, sum);
      return;
    }
    before.amount += sum.amount;
    if (sum.fault === null || before.fault !== null) return;
    before.line = sum.line;
    before.fault = sum.fault;
  }
}

/** Account, objects by dimension and what follows; some programs leave out a list without objects. */
function postOf([account, second, ...rest]: SieField[]): { account: string; objects: Map<number, string>; rest: SieField[] } {
  const objects = new Map<number, string>();
  const list = Array.isArray(second) ? (second as readonly string[]) : [];
  for (let at = 0; at + 1 < list.length; at += 2) objects.set(Number(list[at]), list[at + 1]!);
  const after = Array.isArray(second) || second === undefined ? rest : [second, ...rest];
  return { account: typeof account === "string" ? account : "", objects, rest: after };
}

function isResult(account: string): boolean {
  return /^\d{4}$/.test(account) && Number(account) >= FIRST_ACCOUNT && Number(account) <= LAST_ACCOUNT;
}

function amountOf(field: SieField | undefined): Decimal | null {
  return typeof field === "string" && /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(field) ? parseDecimal(field) : null;
}

/** `YYYYMMDD`, also where it is written with hyphens; null when it is no date. */
function dateOf(field: SieField | undefined): string | null {
  const match = typeof field === "string" ? /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(field) : null;
  if (!match || !isCalendarDate(Number(match[1]), Number(match[2]), Number(match[3]))) return null;
  return match.slice(1).join("");
}

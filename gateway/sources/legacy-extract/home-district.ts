/** SQL for the district of the unit that a client belongs to, by an expression for the file number. */
export function homeOfClient(fileNumber: string): string {
  return `(SELECT u.district FROM client h JOIN unit u ON u.code = h.unit_code AND u.known_to IS NULL WHERE h.file_number = ${fileNumber} AND h.known_to IS NULL)`;
}

/** The same for the client of a decision. */
export function homeOfDecision(decision: string): string {
  return homeOfClient(`(SELECT d.file_number FROM decision d WHERE d.number = ${decision} AND d.known_to IS NULL)`);
}

/** The same for the client of an order's decision. */
export function homeOfOrder(order: string): string {
  return homeOfDecision(`(SELECT o.decision_number FROM care_order o WHERE o.number = ${order} AND o.known_to IS NULL)`);
}

/** SQL for the district of the unit that a row itself names. */
export function homeOfUnit(row: string): string {
  return `(SELECT u.district FROM unit u WHERE u.code = ${row}.unit_code AND u.known_to IS NULL)`;
}

/**
 * Who a shopper may be: letters, digits and `. _ : @ | -`, at most 128, starting with a letter or digit. It leaves out
 * `*`, which names the global product graph, and the names that every JavaScript object carries.
 */
export const SHOPPER_ID = /^[A-Za-z0-9][A-Za-z0-9._:@|-]{0,127}$/;

export function isShopperId(value: unknown): value is string {
  return typeof value === 'string' && SHOPPER_ID.test(value) && !(value in Object.prototype);
}

/** Logarithm of the beta function. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series after raising the argument (Abramowitz and Stegun, 6.1.40), to nine digits. */
function logGamma(value: number): number {
  let raised = value;
  let shift = 0;
  while (raised < 8) {
    shift -= Math.log(raised);
    raised += 1;
  }
  const inverse = 1 / (raised * raised);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / raised;
  return shift + (raised - 0.5) * Math.log(raised) - raised + Math.log(2 * Math.PI) / 2 + series;
}

// Figures against promises: which lines of the table are red, and which of the red ones fail it.

// Figures that a promise's runners owe and didn't give: { by, why }.
function missing({ number, shownBy }, figures, faults) {
  const gave = (name) => figures.some((figure) => figure.promise === number && figure.by === name);
  const broken = shownBy.filter((name) => faults[name]).map((name) => ({ by: name, why: `${name} ${faults[name]}` }));
  const silent = shownBy.filter((name) => !faults[name] && !gave(name)).map((name) => ({ by: name, why: `${name} gave no figure` }));
  const none = shownBy.length || figures.some((figure) => figure.promise === number) ? [] : [{ by: '', why: 'no test shows it yet' }];
  return [...broken, ...silent, ...none];
}

/**
 * { rows, passed, failed }; a row is one figure, or one that is missing: { number, holds, what, reached, wanted, inputs, seconds,
 * ok, fails }. faults: runner → why its run was no good. awaited: promises whose missing figures fail nothing.
 */
export function judge(promises, figures, faults, awaited) {
  const rows = promises.flatMap((promise) => {
    const { number, holds } = promise;
    const reached = figures.filter((figure) => figure.promise === number).map((figure) => ({ number, holds, ...figure, fails: !figure.ok }));
    const owed = missing(promise, figures, faults).map(({ by, why }) => {
      const fails = Boolean(faults[by]) || !awaited.includes(number);
      return { number, holds, by, what: '', reached: why, wanted: promise.wanted, inputs: 0, seconds: 0, ok: false, fails };
    });
    return [...reached, ...owed];
  });
  return { rows, passed: rows.filter(({ ok }) => ok).length, failed: rows.filter(({ fails }) => fails).length };
}

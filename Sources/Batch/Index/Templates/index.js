(() => {
  'use strict';
  // A page of thousands of rows would be laid out before anything could be seen. The rows stand where a browser without
  // script shows them, and one with script keeps them as text until they are asked for.
  const batch = 200;
  const data = JSON.parse(document.getElementById('data').textContent);
  const all = document.getElementById('all');
  const page = all.textContent;
  const bodyStart = page.indexOf('<tbody>') + '<tbody>'.length;
  const bodyEnd = page.lastIndexOf('</tbody>');
  const rows = page.slice(bodyStart, bodyEnd).split('</tr>').slice(0, -1);
  const shown = document.getElementById('shown');
  shown.innerHTML = page.slice(0, bodyStart) + page.slice(bodyEnd);
  all.remove();
  const body = shown.querySelector('tbody');
  const form = document.getElementById('filters');
  const fields = form.elements;
  const count = document.getElementById('count');
  const further = document.getElementById('further');
  const athletes = [...document.querySelectorAll('.person')];

  // MARK: Order

  const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const numbers = ['reps', 'faultyReps', 'faults', 'notJudged'];
  const newestFirst = ['date', 'worst', ...numbers];
  const first = { column: 'date', isDown: true };
  let sorting = first;

  /// What a row is sorted by; null: it has no such value.
  function value(column, row) {
    const given = data[column][row];
    if (column === 'athlete') return given.length ? given.map((index) => data.athletes[index]).join(', ') : null;
    if (column === 'worst') return given && `${given[0]} ${data.rules[given[1]][1]}`;
    return given === '' ? null : given;
  }

  const orders = new Map();
  /// All rows in the order of a column, those without a value last, equals as they stand in the page.
  function order({ column, isDown }) {
    const name = `${isDown ? '-' : ''}${column}`;
    if (orders.has(name)) return orders.get(name);
    const values = rows.map((_, row) => value(column, row));
    const known = [...new Set(values.filter((one) => one !== null))];
    known.sort(numbers.includes(column) ? (a, b) => a - b : words.compare);
    const ranks = new Map(known.map((one, rank) => [one, isDown ? -rank : rank]));
    const places = values.map((one) => (one === null ? Infinity : ranks.get(one)));
    const sorted = [...rows.keys()].sort((a, b) => (places[a] === places[b] ? a - b : places[a] - places[b]));
    orders.set(name, sorted);
    return sorted;
  }

  for (const head of shown.querySelectorAll('[data-column]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const column = head.dataset.column;
      const isDown = sorting.column === column ? !sorting.isDown : newestFirst.includes(column);
      sorting = { column, isDown };
      show();
      remember();
    });
  }

  // MARK: Choice

  /// Texts are found whatever their case and accents.
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  let texts = null;
  const notAssessed = 'not assessed';
  const outcomes = {
    [notAssessed]: (outcome) => outcome !== 'assessed' && outcome !== 'failed',
  };

  function fill(field, options) {
    for (const [value, text] of options) field.append(new Option(text, value));
  }
  const distinct = (values) => [...new Set(values)].filter(Boolean).sort(words.compare).map((one) => [one, one]);
  fill(fields.athlete, distinct(data.athletes));
  fill(fields.profile, distinct(data.profile));
  fill(fields.outcome, [['assessed', 'assessed'], [notAssessed, 'not assessed'], ['failed', 'failed']]);
  fill(fields.outcome, distinct(data.outcome).filter(([one]) => outcomes[notAssessed](one)));
  fill(fields.rule, [...data.rules].sort((a, b) => words.compare(a[1], b[1])));

  function chosen() {
    const sought = plain(fields.q.value).split(/\s+/).filter(Boolean);
    texts ??= sought.length === 0 ? null : rows.map((_, row) => plain([
      ...data.athlete[row].map((index) => data.athletes[index]), data.clip[row], data.notes[row] ?? ''].join('\n')));
    const athlete = data.athletes.indexOf(fields.athlete.value);
    const rule = data.rules.findIndex(([name]) => name === fields.rule.value);
    const { profile, outcome, faults } = fields;
    const fits = outcomes[outcome.value] ?? ((one) => one === outcome.value);
    return order(sorting).filter((row) => (athlete < 0 || data.athlete[row].includes(athlete))
      && (profile.value === '' || data.profile[row] === profile.value)
      && (outcome.value === '' || fits(data.outcome[row]))
      && (rule < 0 || data.flaggedBy[row].includes(rule))
      && (!faults.checked || data.flaggedBy[row].length > 0)
      && sought.every((word) => texts[row].includes(word)));
  }

  // MARK: Showing

  let found = [];
  let most = 0;

  function show() {
    found = chosen();
    most = 0;
    body.replaceChildren();
    extend(batch);
    for (const head of shown.querySelectorAll('[data-column]')) {
      if (head.dataset.column === sorting.column) {
        head.setAttribute('aria-sort', sorting.isDown ? 'descending' : 'ascending');
      } else head.removeAttribute('aria-sort');
    }
    const name = fields.athlete.value;
    for (const athlete of athletes) {
      const isChosen = name !== '' && athlete.querySelector('bdi').textContent === name;
      athlete.hidden = name !== '' && !isChosen;
      if (isChosen) athlete.open = true;
    }
  }

  function extend(by) {
    const next = found.slice(most, most + by);
    body.insertAdjacentHTML('beforeend', next.map((row) => rows[row] + '</tr>').join(''));
    most += next.length;
    further.hidden = most === found.length;
    further.lastElementChild.hidden = found.length - most <= batch;
    const part = most === found.length ? '' : `, the first ${most} are shown`;
    count.textContent = found.length === 0
      ? 'No row is like that. “Show all” takes the choice away.'
      : `${found.length} of ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}${part}`;
  }

  function goOn(by) {
    const before = most;
    extend(by);
    // The button may be gone; who reads by ear or key goes on where the new rows begin.
    body.rows[before]?.querySelector('th').setAttribute('tabindex', '-1');
    body.rows[before]?.querySelector('th').focus();
  }

  // MARK: The address

  /// Keeps the choice in the address, so that a view can be sent.
  function remember() {
    const asked = new URLSearchParams();
    for (const name of ['q', 'athlete', 'profile', 'outcome', 'rule']) {
      if (fields[name].value !== '') asked.set(name, fields[name].value);
    }
    if (fields.faults.checked) asked.set('faults', '1');
    if (sorting.column !== first.column || sorting.isDown !== first.isDown) {
      asked.set('sort', `${sorting.isDown ? '-' : ''}${sorting.column}`);
    }
    history.replaceState(null, '', `#${asked}`);
  }

  function follow() {
    const hash = location.hash.slice(1);
    // A place in the page, not a choice.
    if (hash !== '' && !hash.includes('=')) return;
    const asked = new URLSearchParams(hash);
    fields.q.value = asked.get('q') ?? '';
    for (const name of ['athlete', 'profile', 'outcome', 'rule']) {
      fields[name].value = asked.get(name) ?? '';
      if (fields[name].selectedIndex < 0) fields[name].selectedIndex = 0;
    }
    fields.faults.checked = asked.get('faults') === '1';
    const [, down, column] = /^(-?)(\w+)$/.exec(asked.get('sort') ?? '') ?? [];
    const isKnown = column && shown.querySelector(`[data-column="${column}"]`);
    sorting = isKnown ? { column, isDown: down === '-' } : first;
    show();
  }

  // MARK: Listening

  // Some browsers take it amiss when the address changes with every key.
  let soon;
  form.addEventListener('input', () => {
    show();
    clearTimeout(soon);
    soon = setTimeout(remember, 300);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { show(); remember(); }));
  for (const button of further.children) button.addEventListener('click', () => goOn(Number(button.dataset.more)));
  addEventListener('hashchange', follow);

  /// An athlete's charts are made when they are asked for.
  document.getElementById('athletes').addEventListener('toggle', (event) => {
    const charts = event.target.querySelector(':scope > noscript');
    if (!charts) return;
    charts.insertAdjacentHTML('beforebegin', charts.textContent);
    charts.remove();
  }, true);

  form.hidden = false;
  const athlete = athletes.length === 1 ? athletes[0] : null;
  if (athlete) athlete.open = true;
  follow();
})();

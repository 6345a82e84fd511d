(() => {
  'use strict';
  const body = document.body;
  const token = body.dataset.token;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const help = byId('help');
  const said = byId('said');
  body.classList.add('scripted');
  for (const button of all('[data-do="help"]')) button.hidden = false;

  function say(text) { if (said) said.textContent = text; }

  /// One change at a time; and none on a page that is being left: a key typed ahead is meant for the next one.
  let isBusy = false;
  function go(address) {
    if (!address) return;
    isBusy = true;
    location.assign(address);
  }
  addEventListener('pageshow', () => { isBusy = false; });

  // MARK: What was decided, so that it can be taken back from the next page, too

  const memory = {
    read() { try { return JSON.parse(sessionStorage.getItem('decided') ?? '[]'); } catch { return []; } },
    write(list) { try { sessionStorage.setItem('decided', JSON.stringify(list.slice(-50))); } catch { /* a full store only forgets */ } },
  };

  /// Sends a form and gives what the desk answers; `isRefused`: it says why on the page. `null`: it did not answer.
  async function post(address, fields) {
    let answer;
    try {
      answer = await fetch(address, {
        method: 'POST', body: new URLSearchParams(fields), credentials: 'same-origin', redirect: 'error',
        headers: { 'Accept': 'application/json', 'X-Formcheck-Token': token },
      });
    } catch {
      say('The desk does not answer; load the page again to see what it kept. Is it still open in the terminal?');
      return null;
    }
    const content = await answer.json().catch(() => ({}));
    if (answer.ok) return content;
    say(content.error ?? `The desk refused that (${answer.status}).`);
    return { isRefused: true };
  }

  /// What was decided last goes, wherever it was; and the page shows where.
  async function takeBack() {
    if (isBusy) return;
    const known = memory.read();
    const last = known.pop();
    if (!last) { say('There is nothing to take back from this window. What was said stands on the page of its rep.'); return; }
    isBusy = true;
    const answer = await post('/decisions', { set: last.set, rep: last.rep, what: 'undo', undoes: last.id, back: last.page });
    isBusy = false;
    if (!answer) return;
    memory.write(known);
    if (!answer.isRefused) go(last.page);
  }

  const actions = {
    help() { help.open ? help.close() : help.showModal(); },
    close() { help.close(); },
    queue() { go(byId('queue')?.getAttribute('href') ?? '/'); },
  };
  const keys = { '?': 'help', q: 'queue' };

  // MARK: The queue

  const list = document.querySelector('ol.queue');
  if (list) {
    const links = all('a', list);
    let chosen = -1;
    const choose = (index) => {
      if (links.length === 0) return;
      chosen = Math.min(Math.max(index, 0), links.length - 1);
      links.forEach((link, at) => link.classList.toggle('chosen', at === chosen));
      links[chosen].focus();
    };
    Object.assign(actions, {
      down() { choose(chosen + 1); }, up() { choose(chosen - 1); },
      start() { go((byId('start') ?? links[0])?.getAttribute('href')); },
      filter() { document.querySelector('.filter select')?.focus(); },
    });
    Object.assign(keys, { j: 'down', k: 'up', Enter: 'start', '/': 'filter' });
    if (document.querySelector('.filter') && !body.dataset.readonly) Object.assign(actions, { takeBack });
    if (actions.takeBack) keys.z = 'takeBack';
    // The others change with each arrow key and each digit: their button is the sign that they are meant.
    const box = document.querySelector('.filter input[type="checkbox"]');
    box?.addEventListener('change', () => box.form.requestSubmit());
  }

  // MARK: One rep

  const bench = byId('bench');
  if (bench) {
    const { set, rep } = bench.dataset;
    const number = (name) => Number.parseFloat(bench.dataset[name]);
    const from = number('from'), to = number('to'), frame = number('frame');
    const canDecide = !bench.dataset.readonly;
    const film = byId('film');
    const clean = byId('clean');
    const now = byId('now');
    const tools = byId('tools');
    const findings = all('.finding[data-rule]');
    const speeds = [1, 0.5, 0.25];
    const clock = (t) => `${Math.floor(t / 60)}:${(t % 60).toFixed(1).padStart(4, '0')}`;
    const label = (action, text) => { const button = document.querySelector(`[data-do="${action}"]`); if (button) button.textContent = text; };
    const press = (action, isOn) => document.querySelector(`[data-do="${action}"]`)?.setAttribute('aria-pressed', String(isOn));
    let isLooping = true;
    /// While another film is loaded, the moment that it is to show.
    let pending = null;

    // MARK: The film

    const time = () => pending ? pending.time : film ? film.currentTime : number('start');
    function show() {
      const t = time();
      if (now) now.textContent = `${clock(t)} · rep ${rep} from ${clock(number('start'))} to ${clock(number('end'))}${film && film.playbackRate < 1 ? ` · speed ×${film.playbackRate}` : ''}`;
      const line = document.querySelector('.plot .now');
      const at = Math.min(Math.max(t - from, 0), to - from);
      if (line) { line.setAttribute('x1', at); line.setAttribute('x2', at); }
    }
    function seek(t) {
      if (!film) return;
      const moment = Math.max(0, t + 0.001);
      if (pending) pending.time = moment; else film.currentTime = moment;
      show();
    }
    function remember() { history.replaceState(null, '', `${location.pathname}${location.search}#t=${time().toFixed(2)}`); }
    function step(count) {
      if (!film) return;
      film.pause();
      // From frame to frame, so that roundings do not add up.
      seek((Math.floor((film.currentTime + 0.002) / frame) + count) * frame);
      remember();
    }
    function setSpeed(speed) {
      film.playbackRate = speed;
      if (clean) clean.playbackRate = speed;
      label('slower', `speed ×${speed}`);
      show();
    }
    function swap(source) {
      pending ??= { time: film.currentTime, isPaused: film.paused, rate: film.playbackRate };
      film.src = source;
      press('overlay', source === film.dataset.annotated);
    }

    if (film) {
      tools.hidden = false;
      film.controls = false;
      film.addEventListener('loadedmetadata', () => {
        if (!pending) return;
        const { time, isPaused, rate } = pending;
        pending = null;
        film.currentTime = time;
        film.playbackRate = rate;
        if (!isPaused) film.play().catch(() => {});
      });
      film.addEventListener('error', () => {
        if (film.getAttribute('src').split('#')[0] === film.dataset.annotated || !film.dataset.annotated) {
          pending = null;
          say('The video cannot be played here.');
          return;
        }
        swap(film.dataset.annotated);
        say('This browser cannot play the clip as it was filmed.');
      });
      film.addEventListener('click', () => actions.toggle());
      for (const event of ['play', 'pause']) film.addEventListener(event, () => label('toggle', film.paused ? 'play' : 'pause'));
      for (const event of ['seeked', 'timeupdate']) film.addEventListener(event, show);
      film.addEventListener('ended', () => { if (isLooping) { seek(from); film.play().catch(() => {}); } });
      const run = () => {
        if (!film.paused && !pending) {
          if (isLooping && film.currentTime >= to) film.currentTime = from;
          show();
        }
        requestAnimationFrame(run);
      };
      requestAnimationFrame(run);
      const wanted = /^#t=([\d.]+)$/.exec(location.hash);
      const begin = () => {
        if (wanted) { seek(Number.parseFloat(wanted[1])); return; }
        film.currentTime = from;
        if (!matchMedia('(prefers-reduced-motion: reduce)').matches) film.play().catch(() => {});
      };
      if (film.readyState > 0) begin(); else film.addEventListener('loadedmetadata', begin, { once: true });
    }
    if (clean) {
      clean.controls = false;
      const start = Number.parseFloat(clean.dataset.from), end = Number.parseFloat(clean.dataset.to);
      clean.addEventListener('timeupdate', () => { if (clean.currentTime >= end || clean.currentTime < start - 0.5) clean.currentTime = start; });
      const begin = () => { clean.currentTime = start; if (!matchMedia('(prefers-reduced-motion: reduce)').matches) clean.play().catch(() => {}); };
      if (clean.readyState > 0) begin(); else clean.addEventListener('loadedmetadata', begin, { once: true });
      clean.addEventListener('click', () => { clean.paused ? clean.play() : clean.pause(); });
    }

    const plot = byId('plot');
    plot?.addEventListener('click', (event) => {
      const box = plot.getBoundingClientRect();
      film?.pause();
      seek(from + (to - from) * Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1));
      remember();
    });

    // MARK: Findings

    const reasons = () => document.querySelector('.reasons');
    let current = -1;
    function mark(index) {
      if (findings.length === 0) return;
      current = Math.min(Math.max(index, 0), findings.length - 1);
      findings.forEach((finding, at) => finding.classList.toggle('current', at === current));
      closeReasons();
    }
    const firstOpen = () => findings.findIndex((finding) => !finding.dataset.state);
    mark(Math.max(firstOpen(), 0));
    findings.forEach((finding, at) => finding.addEventListener('focusin', () => { if (at !== current) mark(at); }));

    function openReasons() {
      const finding = findings[current];
      if (!finding) return;
      closeReasons();
      const choices = document.createElement('ol');
      choices.className = 'reasons';
      all('select[name="reason"] option', finding).forEach((option, at) => {
        const item = document.createElement('li');
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = `${at + 1} ${option.textContent}`;
        button.addEventListener('click', () => decide('disagree', option.value));
        item.append(button);
        choices.append(item);
      });
      finding.append(choices);
      choices.querySelector('button').focus({ preventScroll: false });
      say('Why? Press 1 to 6, or Esc.');
    }
    function closeReasons() { reasons()?.remove(); }

    /// A rule that found two things is decided on once.
    function showDecided(rule, what, answer) {
      for (const finding of findings.filter((one) => one.dataset.rule === rule)) {
        finding.dataset.state = what;
        for (const button of all('.decide button', finding)) button.setAttribute('aria-pressed', String(button.value === what));
        if (answer.standing) finding.querySelector('[data-standing]').textContent = answer.standing;
      }
      const left = byId('left');
      if (left && answer.left) left.textContent = answer.left;
    }

    /// One finding; and on to the next one, or to the next rep.
    async function decide(what, reason) {
      const finding = findings[current];
      if (!canDecide || !finding || isBusy) return;
      isBusy = true;
      const fields = { set, rep, rule: finding.dataset.rule, what, back: location.pathname + location.search };
      if (reason) fields.reason = reason;
      const answer = await post('/decisions', fields);
      isBusy = false;
      if (!answer || answer.isRefused) return;
      closeReasons();
      memory.write([...memory.read(), { id: answer.id, set, rep, page: location.pathname + location.search }]);
      showDecided(finding.dataset.rule, what, answer);
      if (answer.isDone) { go(answer.next ?? byId('queue').getAttribute('href')); return; }
      const next = firstOpen();
      if (next >= 0) mark(next);
      say(`${what === 'agree' ? 'Agreed' : what === 'disagree' ? 'Disagreed' : 'Unsure'}. z takes it back.`);
    }

    async function agreeAll() {
      for (let index = firstOpen(); index >= 0; index = firstOpen()) {
        mark(index);
        await decide('agree');
        if (!findings[index].dataset.state) return;
      }
    }

    document.addEventListener('submit', async (event) => {
      const form = event.target;
      if (form.getAttribute('action') !== '/decisions') return;
      event.preventDefault();
      // A button without a value of its own has an empty one.
      const what = event.submitter?.value || form.elements.what?.value;
      const finding = form.closest('.finding[data-rule]');
      if (finding) {
        mark(findings.indexOf(finding));
        if (what === 'disagree') openReasons(); else decide(what);
        return;
      }
      if (isBusy) return;
      isBusy = true;
      const fields = new FormData(form);
      fields.set('what', what);
      fields.delete('token');
      const answer = await post('/decisions', fields);
      isBusy = false;
      if (!answer || answer.isRefused) return;
      const known = memory.read();
      if (what === 'undo') memory.write(known.filter((one) => one.id !== fields.get('undoes')));
      else memory.write([...known, { id: answer.id, set, rep, page: location.pathname + location.search }]);
      isBusy = true;
      location.reload();
    });

    // MARK: Notes, missed faults, bounds

    function openBox(id, prepare) {
      const box = byId(id);
      if (!box) return;
      film?.pause();
      box.open = true;
      prepare(box.querySelector('form'));
    }
    function bound(name) {
      openBox('bounds-box', (form) => {
        form.elements[name].value = time().toFixed(2);
        say(`The rep ${name === 'start' ? 'begins' : 'ends'} at ${clock(time())}. Enter keeps it.`);
      });
    }
    /// Enter keeps bounds that were set by keys; the focus stays where space plays on.
    function keepBounds() { if (byId('bounds-box')?.open) byId('bounds-box').querySelector('form').requestSubmit(); }
    for (const area of all('textarea')) {
      area.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); area.form.requestSubmit(); }
      });
    }
    byId('note-box')?.addEventListener('toggle', (event) => {
      if (event.target.open) event.target.querySelector('[name="at"]').value = time().toFixed(2);
    });

    Object.assign(actions, {
      toggle() { if (film) film.paused ? film.play().catch(() => {}) : film.pause(); if (film?.paused) remember(); },
      again() { seek(from); film?.play().catch(() => {}); },
      back() { step(-1); }, forward() { step(1); },
      slower() { if (film) setSpeed(speeds[(speeds.indexOf(film.playbackRate) + 1) % speeds.length]); },
      loop() { isLooping = !isLooping; press('loop', isLooping); say(isLooping ? 'It loops.' : 'It does not loop.'); },
      overlay() {
        if (!film) return;
        if (!film.dataset.original || !film.dataset.annotated) { say('There is only one film of this rep.'); return; }
        swap(film.getAttribute('src').split('#')[0] === film.dataset.annotated ? film.dataset.original : film.dataset.annotated);
      },
      next() { const link = byId('next'); link ? go(link.getAttribute('href')) : say('That was the last one.'); },
      previous() { const link = byId('previous'); link ? go(link.getAttribute('href')) : say('That was the first one.'); },
      below() { mark(current + 1); findings[current]?.scrollIntoView({ block: 'nearest' }); },
      above() { mark(current - 1); findings[current]?.scrollIntoView({ block: 'nearest' }); },
      moment() { const finding = findings[current]; if (finding) { film?.pause(); seek(Number.parseFloat(finding.dataset.at)); remember(); } },
      report() { go(document.querySelector('a[href*="/report/report.html"]')?.getAttribute('href') + `&t=${time().toFixed(2)}`); },
    });
    Object.assign(keys, {
      ' ': 'toggle', r: 'again', ',': 'back', '.': 'forward', s: 'slower', l: 'loop', o: 'overlay', j: 'next', k: 'previous',
      ArrowDown: 'below', ArrowUp: 'above', t: 'moment', g: 'report',
    });
    if (canDecide) {
      Object.assign(actions, {
        agree() { decide('agree'); }, agreeAll, disagree: openReasons, unsure() { decide('unsure'); }, takeBack,
        note() { openBox('note-box', (form) => { form.elements.at.value = time().toFixed(2); form.elements.text.focus(); }); },
        missed() { openBox('missed-box', (form) => form.elements.rule.focus()); },
        begins() { bound('start'); }, ends() { bound('end'); }, keepBounds,
      });
      Object.assign(keys, {
        a: 'agree', A: 'agreeAll', d: 'disagree', u: 'unsure', z: 'takeBack', n: 'note', m: 'missed', '[': 'begins', ']': 'ends', Enter: 'keepBounds',
      });
    }
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[data-t]');
      if (!link || !film || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      film.pause();
      seek(Number.parseFloat(link.dataset.t));
      remember();
    });
    document.addEventListener('keydown', (event) => {
      if (!reasons() || event.ctrlKey || event.metaKey || event.altKey) return;
      const chosen = all('button', reasons())[Number(event.key) - 1];
      if (chosen) { event.preventDefault(); chosen.click(); }
    });
    show();
  }

  // MARK: Uploads

  const upload = byId('upload');
  if (upload) {
    upload.hidden = false;
    const files = byId('files'), sending = byId('sending'), shown = byId('uploads'), state = byId('state');
    const limit = Number(upload.dataset.limit);
    const make = (name, parent, text) => { const made = document.createElement(name); if (text !== undefined) made.textContent = text; parent?.append(made); return made; };

    function line(parent, name) {
      const item = make('li', parent);
      make('bdi', make('span', item), name);
      const progress = make('progress', make('span', item));
      progress.max = 1;
      progress.value = 0;
      progress.setAttribute('aria-label', name);
      return { item, progress, words: make('span', item, 'sending') };
    }

    /// One clip after the other: each has the whole line.
    let turn = Promise.resolve();
    function send(list) {
      if (!upload.reportValidity()) return;
      for (const file of list) {
        const { item, progress, words } = line(sending, file.name);
        if (file.size > limit) { words.textContent = `larger than ${Math.floor(limit / 1048576)} MB: not sent`; progress.remove(); continue; }
        const query = new URLSearchParams({ name: file.name, athlete: upload.elements.athlete.value, profile: upload.elements.profile.value });
        turn = turn.then(() => new Promise((done) => {
          const request = new XMLHttpRequest();
          request.open('POST', `/uploads?${query}`);
          request.setRequestHeader('X-Formcheck-Token', token);
          request.setRequestHeader('Content-Type', 'application/octet-stream');
          request.setRequestHeader('Accept', 'application/json');
          request.responseType = 'json';
          request.upload.addEventListener('progress', (event) => { progress.value = event.loaded / Math.max(event.total, 1); });
          request.addEventListener('loadend', () => {
            progress.remove();
            if (request.status === 200) item.remove();
            else words.textContent = request.response?.error ?? 'The desk does not answer.';
            done();
          });
          request.send(file);
        }));
      }
    }

    upload.addEventListener('submit', (event) => { event.preventDefault(); send(files.files); files.value = ''; });
    for (const event of ['dragenter', 'dragover']) upload.addEventListener(event, (drag) => { drag.preventDefault(); upload.classList.add('over'); });
    for (const event of ['dragleave', 'drop']) upload.addEventListener(event, () => upload.classList.remove('over'));
    upload.addEventListener('drop', (event) => { event.preventDefault(); send(event.dataTransfer.files); });

    /// A line that says the same as before stays: whoever stands on its button keeps standing there.
    const lines = new Map();
    function show(list) {
      state.textContent = list.headline;
      const items = list.uploads.map((one) => {
        const text = JSON.stringify(one);
        const known = lines.get(one.hash + one.name + one.whose);
        if (known?.text === text) return known.item;
        const { item, progress, words } = line(null, one.name);
        lines.set(one.hash + one.name + one.whose, { text, item });
        item.dataset.hash = one.hash;
        make('span', item.firstChild, ` ${one.whose}`).className = 'when';
        if (one.isWorking) progress.value = one.share; else progress.remove();
        words.textContent = '';
        if (one.address) { make('a', words, one.words).href = one.address; } else { words.textContent = one.words; }
        if (one.mayTryAgain) {
          const button = make('button', words, 'try again');
          button.type = 'button';
          button.addEventListener('click', () => post('/uploads/again', { hash: one.hash }));
        }
        return item;
      });
      items.forEach((item, at) => { const there = shown.children[at]; if (there !== item) { if (there) there.before(item); else shown.append(item); } });
      while (shown.children.length > items.length) shown.lastElementChild.remove();
    }
    const events = new EventSource('/uploads/events');
    events.addEventListener('message', (event) => show(JSON.parse(event.data)));
    events.addEventListener('error', () => { if (events.readyState === EventSource.CLOSED) state.textContent = 'The desk does not answer. Is it still open in the terminal?'; });
  }

  // MARK: Keys and buttons

  document.addEventListener('click', (event) => {
    const pressed = event.target.closest('[data-do]');
    if (pressed) actions[pressed.dataset.do]?.();
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A key that is held down decides once; through frames it may run.
    if (event.repeat && !(event.key === ',' || event.key === '.')) return;
    const field = event.target;
    if (event.key === 'Escape') {
      const box = field.closest?.('details[open]');
      if (document.querySelector('.reasons')) { document.querySelector('.reasons').remove(); say(''); }
      else if (box) { box.open = false; field.blur(); }
      return;
    }
    if (help.open && event.key !== '?') return;
    if (field.matches('input, textarea, select')) return;
    // A control keeps the keys that are its own.
    if ((event.key === ' ' || event.key === 'Enter') && field.matches('button, summary, a')) return;
    const action = keys[event.key];
    if (!action || !actions[action]) return;
    event.preventDefault();
    actions[action]();
  });
})();

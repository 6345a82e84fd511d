(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const film = document.getElementById('film');
  const chart = document.getElementById('chart');
  const playhead = document.getElementById('playhead');
  const readout = document.getElementById('readout');
  const now = document.getElementById('now');
  const said = document.getElementById('said');
  const tools = document.getElementById('tools');
  const seek = document.getElementById('seek');
  const help = document.getElementById('help');
  const all = (selector) => [...document.querySelectorAll(selector)];
  const speeds = [1, 0.5, 0.25];
  let address = '';

  if (tools) {
    tools.hidden = false;
    for (const button of tools.querySelectorAll('[data-do$="Rep"]')) button.hidden = data.reps.length === 0;
    for (const button of tools.querySelectorAll('[data-do$="Flag"]')) button.hidden = data.flags.length === 0;
  }

  // MARK: Where in time

  const clock = (t) => `${Math.floor(t / 60)}:${(t % 60).toFixed(1).padStart(4, '0')}`;
  /// Where the reader is when there is no film.
  let place = 0;
  /// While another film is loaded, the moment that it is to show.
  let pending = null;
  const time = () => pending ? pending.time : film ? film.currentTime : place;
  const repAt = (t) => data.reps.find((rep) => t >= rep.start && t < rep.end);

  /// The index of the last frame at or before a time, -1 before the first.
  function frameAt(t) {
    let low = 0, high = data.frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (data.frames[middle] <= t) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function angleAt(t) {
    const { start, step, values } = data.angle;
    const index = Math.round((t - start) / step);
    const value = values[index];
    return value === undefined || value === null ? null : value;
  }

  function phaseAt(t) {
    const rep = repAt(t);
    if (!rep && t < data.reps[0].start) return 'before the set';
    if (!rep) return data.reps.some((later) => later.start > t) ? 'between reps' : 'after the set';
    if (t < rep.holdStart) return 'lifting';
    return t < rep.holdEnd ? 'held at the top' : 'lowering';
  }

  function words(t) {
    const rep = repAt(t);
    const angle = angleAt(t);
    const flags = data.flags.filter((flag) => t >= flag.from && t <= flag.to).map((flag) => flag.rule);
    return [clock(t), rep ? rep.name : null, data.reps.length ? phaseAt(t) : null,
      angle === null ? 'hip angle not known' : `hip angle ${Math.round(angle)}°`,
      flags.length ? `fault: ${flags.join(', ')}` : null].filter(Boolean).join(' · ');
  }

  // MARK: Moving

  /// Goes to a moment; a hair behind it, so that rounding does not show the frame before.
  function go(t) {
    const end = film && Number.isFinite(film.duration) ? film.duration : data.duration;
    const moment = Math.min(Math.max(0, t + 0.001), end);
    place = moment;
    if (pending) pending.time = moment;
    else if (film) film.currentTime = moment;
    show();
  }

  function goToRep(rep, t) {
    address = rep.key;
    go(t === undefined ? rep.start : t);
    remember();
  }

  function stepRep(direction) {
    const t = time();
    const next = direction > 0
      ? data.reps.find((rep) => rep.start > t + 0.05)
      : [...data.reps].reverse().find((rep) => rep.start < t - 0.3);
    if (!next) return;
    goToRep(next);
    if (!film) document.getElementById(`rep-${next.key}`)?.scrollIntoView();
  }

  function stepFlag(direction) {
    const t = time();
    const next = direction > 0
      ? data.flags.find((flag) => flag.from > t + 0.05)
      : [...data.flags].reverse().find((flag) => flag.from < t - 0.05);
    if (next) { film?.pause(); address = next.key; go(next.from); remember(); }
  }

  function stepFrames(count) {
    if (!film) return;
    film.pause();
    const index = frameAt(film.currentTime + 0.0005);
    const known = data.frames[index + count];
    // Only the part that was looked at has its frames listed; elsewhere they are as far apart as they usually are.
    const isInside = index >= 0 && film.currentTime <= data.frames[data.frames.length - 1] + data.interval;
    go(isInside && known !== undefined ? known : film.currentTime + count * data.interval);
    remember();
  }

  // MARK: Showing

  function show() {
    const t = time();
    const rep = repAt(t);
    if (playhead) {
      playhead.hidden = !film;
      playhead.style.left = `${100 * Math.min(t / data.duration, 1)}%`;
      playhead.setAttribute('aria-valuenow', t.toFixed(2));
      playhead.setAttribute('aria-valuetext', words(t));
    }
    if (seek) {
      seek.value = t;
      seek.setAttribute('aria-valuetext', words(t));
    }
    if (now) now.textContent = words(t);
    for (const element of all('.chip, .card')) {
      const key = element.dataset.rep ?? element.id.replace(/^rep-/, '');
      element.classList.toggle('now', rep !== undefined && key === rep.key);
    }
  }

  /// Keeps the moment in the address, so that it can be sent.
  function remember() {
    const rep = repAt(time());
    const key = rep ? rep.key : address;
    const hash = [key ? `rep=${key}` : null, `t=${time().toFixed(2)}`].filter(Boolean).join('&');
    history.replaceState(null, '', `#${hash}`);
  }

  function follow() {
    // All that is ever in it is plain; what a stranger put there is looked at as it stands.
    const hash = location.hash.slice(1);
    const anchor = /^(?:rep-)(\w+)$/.exec(hash);
    const parts = new URLSearchParams(anchor ? `rep=${anchor[1]}` : hash);
    const rep = data.reps.find((candidate) => candidate.key === parts.get('rep'));
    const t = Number.parseFloat(parts.get('t'));
    if (rep) address = rep.key;
    if (Number.isFinite(t)) go(t); else if (rep) go(rep.start);
    if (rep && !anchor && !Number.isFinite(t)) document.getElementById(`rep-${rep.key}`)?.scrollIntoView();
  }

  const actions = {
    toggle() { if (film) film.paused ? film.play() : film.pause(); },
    prevRep() { stepRep(-1); }, nextRep() { stepRep(1); },
    prevFlag() { stepFlag(-1); }, nextFlag() { stepFlag(1); },
    back() { stepFrames(-1); }, forward() { stepFrames(1); },
    back10() { stepFrames(-10); }, forward10() { stepFrames(10); },
    slow() {
      if (!film) return;
      film.playbackRate = speeds[(speeds.indexOf(film.playbackRate) + 1) % speeds.length];
      mark('slow', film.playbackRate < 1);
      label('slow', film.playbackRate < 1 ? `slow ×${film.playbackRate}` : 'slow');
    },
    overlay() {
      if (!film) return;
      if (!film.dataset.original) { say('The clip without drawings is not beside this report.'); return; }
      swap(film.getAttribute('src') === film.dataset.annotated ? film.dataset.original : film.dataset.annotated);
    },
    fullScreen() { if (film) (film.requestFullscreen ?? film.webkitEnterFullscreen)?.call(film); },
    mute() {
      if (!film) return;
      film.muted = !film.muted;
      mark('mute', film.muted);
    },
    help() { help.open ? help.close() : help.showModal(); },
    closeHelp() { help.close(); },
  };

  const button = (action) => document.querySelector(`[data-do="${action}"]`);
  function mark(action, isOn) { button(action)?.setAttribute('aria-pressed', String(isOn)); }
  function label(action, text) { if (button(action)) button(action).textContent = text; }

  function say(text) { if (said) said.textContent = text; }

  /// Shows the other film at the same moment.
  function swap(source) {
    pending ??= { time: film.currentTime, isPaused: film.paused, rate: film.playbackRate };
    film.src = source;
    mark('overlay', source === film.dataset.annotated);
  }

  /// What was asked for while the film was loaded.
  function resume() {
    if (!pending) return;
    const { time, isPaused, rate } = pending;
    pending = null;
    film.playbackRate = rate;
    film.currentTime = time;
    if (!isPaused) film.play();
  }

  // MARK: Listening

  if (film) {
    film.addEventListener('loadedmetadata', resume);
    for (const event of ['timeupdate', 'seeked', 'loadedmetadata']) film.addEventListener(event, show);
    film.addEventListener('pause', remember);
    for (const event of ['play', 'pause']) film.addEventListener(event, () => label('toggle', film.paused ? 'play' : 'pause'));
    film.addEventListener('click', () => { if (!film.controls) actions.toggle(); });
    // The browser's own controls would lie over the bar of the set.
    film.controls = false;
    document.addEventListener('fullscreenchange', () => { film.controls = document.fullscreenElement === film; });
    seek.hidden = false;
    seek.max = data.duration;
    seek.addEventListener('input', () => { go(Number(seek.value)); remember(); });
    film.addEventListener('error', () => {
      if (film.getAttribute('src') === film.dataset.annotated) {
        pending = null;
        say('The video cannot be played here; it should lie in the folder of this report.');
        return;
      }
      // The camera's own format may be one that no browser plays.
      swap(film.dataset.annotated);
      say('This browser cannot play the clip as it was filmed.');
    });
    const run = () => { if (!film.paused) show(); requestAnimationFrame(run); };
    requestAnimationFrame(run);
  }

  document.addEventListener('click', (event) => {
    const pressed = event.target.closest('[data-do]');
    if (pressed) { actions[pressed.dataset.do](); return; }
    const link = event.target.closest('a[data-t]');
    if (!link || !film || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.hasAttribute('data-flag')) film.pause();
    address = link.dataset.rep ?? address;
    go(Number.parseFloat(link.dataset.t));
    remember();
    const isFromCard = link.closest('.card');
    if (isFromCard) film.scrollIntoView({ block: 'nearest' });
    else if (link.closest('.strip')) document.getElementById(`rep-${link.dataset.rep}`)?.scrollIntoView({ block: 'nearest' });
  });

  const keys = {
    ' ': 'toggle', j: 'nextRep', k: 'prevRep', n: 'nextFlag', p: 'prevFlag', ',': 'back', '.': 'forward', s: 'slow',
    o: 'overlay', f: 'fullScreen', m: 'mute', '?': 'help',
    '<': 'back10', '>': 'forward10',
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (help.open && event.key !== '?') return;
    const field = event.target;
    if (field.matches('input:not([type=range]), textarea, select')) return;
    // A space on a control is the control's own.
    if (event.key === ' ' && field.matches('button, summary')) return;
    // The character counts first: on some keyboards a full stop needs shift. With shift the frame keys carry another
    // character, or, where that is none of ours, lie where they lie on most keyboards.
    const shifted = { Comma: 'back10', Period: 'forward10' };
    const action = keys[event.key] ?? keys[event.key.toLowerCase()] ?? (event.shiftKey ? shifted[event.code] : undefined);
    if (!action) return;
    event.preventDefault();
    actions[action]();
  });

  if (chart) {
    const plot = chart.querySelector('.plot');
    const moment = (event) => {
      const box = plot.getBoundingClientRect();
      return data.duration * Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    };
    readout.hidden = false;
    readout.textContent = film ? 'Point at the chart to read it, click to go there.' : 'Point at the chart to read it.';
    plot.addEventListener('pointermove', (event) => { readout.textContent = words(moment(event)); });
    plot.addEventListener('click', (event) => {
      if (event.target.closest('a')) return;
      go(moment(event));
      remember();
    });
    playhead.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -0.1, ArrowDown: -0.1, ArrowRight: 0.1, ArrowUp: 0.1, PageUp: 1, PageDown: -1 }[event.key];
      const end = { Home: 0, End: data.duration }[event.key];
      if (step === undefined && end === undefined) return;
      event.preventDefault();
      go(end ?? time() + step);
      readout.textContent = words(time());
      remember();
    });
  }

  addEventListener('hashchange', follow);
  addEventListener('beforeprint', () => all('details.printed').forEach((element) => { element.open = true; }));
  if (film && film.readyState === 0) film.addEventListener('loadedmetadata', follow, { once: true });
  else follow();
  show();
})();

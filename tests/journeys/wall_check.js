() => {
  const wrong = new Set();
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".visually-hidden, .stage > .timer .of, .skip");
  const name = (e) => `${e.tagName.toLowerCase()}${e.className && e.className.baseVal === undefined ? "." + e.className.split(" ").join(".") : ""} “${e.textContent.trim().replace(/\s+/g, " ").slice(0, 30)}”`;
  const meet = (a, b) => ({ left: Math.max(a.left, b.left), right: Math.min(a.right, b.right), top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom) });
  const area = (r) => Math.max(0, r.right - r.left) * Math.max(0, r.bottom - r.top);
  const clip = (e) => {
    let room = { left: -1e5, right: 1e5, top: -1e5, bottom: 1e5 };
    for (let one = e; one && one !== document.body; one = one.parentElement)
      if (getComputedStyle(one).overflowY !== "visible") room = meet(room, one.getBoundingClientRect());
    return room;
  };
  const clamped = (e) => {
    for (let one = e; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis") return true;
    }
    return false;
  };
  const outside = (r) => r.left < -1 || r.right > innerWidth + 1 || r.top < -1 || r.bottom > innerHeight + 1;
  const block = (e) => { while (/inline$|contents/.test(getComputedStyle(e).display) ) e = e.parentElement; return e; };

  const lines = [];
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.data.trim() || !shown(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const of = block(node.parentElement), room = clip(node.parentElement);
    for (const rect of range.getClientRects()) {
      const trim = rect.height * .16;
      const line = { left: rect.left + 1, right: rect.right - 1, top: rect.top + trim, bottom: rect.bottom - trim };
      if (!(area(line) > 0)) continue;
      const seen = area(meet(line, room)) / area(line);
      if (seen < .05 && clamped(node.parentElement)) continue;
      if (seen < .97 && !(clamped(node.parentElement) && getComputedStyle(of).whiteSpace === "nowrap")) { wrong.add(`cut off: ${name(of)} ${seen.toFixed(2)}`); continue; }
      if (outside(meet(line, room))) wrong.add(`off the screen: ${name(of)}`);
      lines.push({ of, rect: meet(line, room) });
    }
  }
  const boxes = [];
  for (const e of document.querySelectorAll("main :is(.card, .qr, .badge, progress, .dot-row, .bar)")) {
    if (!shown(e)) continue;
    const rect = e.getBoundingClientRect();
    if (outside(rect)) wrong.add(`off the screen: ${name(e)}`);
    if (area(meet(rect, clip(e.parentElement))) < area(rect) * .97) wrong.add(`cut off: ${name(e)}`);
    boxes.push({ of: e, rect });
  }
  const all = [...lines, ...boxes];
  all.forEach((a, n) => all.slice(n + 1).forEach((b) => {
    if (a.of.contains(b.of) || b.of.contains(a.of)) return;
    const both = meet(a.rect, b.rect);
    if (both.right - both.left > 2 && both.bottom - both.top > 2) wrong.add(`${name(a.of)} on ${name(b.of)}`);
  }));
  return [...wrong];
}

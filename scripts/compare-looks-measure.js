// Run by compare-looks.py in the page around the frame: measures the document in the frame. Text counts as faint where
// its colour has a contrast of less than 2:1 to the colours behind it; text over a picture is left out.
const frame = document.querySelector('iframe');
const page = frame.contentDocument;
const view = frame.contentWindow;
const root = page.scrollingElement || page.documentElement;
const parse = (text) => {
  const parts = (text.match(/[-\d.]+(e-?\d+)?/g) || []).map(Number);
  if (/^color\(srgb/.test(text)) { for (const i of [0, 1, 2]) parts[i] *= 255; }
  return { r: parts[0] || 0, g: parts[1] || 0, b: parts[2] || 0, a: parts.length > 3 ? parts[3] : parts.length ? 1 : 0 };
};
const over = (top, bottom) => {
  const mix = (x, y) => x * top.a + y * (1 - top.a);
  return { r: mix(top.r, bottom.r), g: mix(top.g, bottom.g), b: mix(top.b, bottom.b), a: 1 };
};
const luminance = (c) => {
  const [r, g, b] = [c.r, c.g, c.b].map((v) => {
    const s = v / 255;
    return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const faint = [];
const walker = page.createTreeWalker(page.body, view.NodeFilter.SHOW_TEXT);
let seen = 0;
while (walker.nextNode() && seen < 5000) {
  const text = walker.currentNode.data.replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(text)) continue;
  const range = page.createRange();
  range.selectNodeContents(walker.currentNode);
  const box = range.getBoundingClientRect();
  if (box.width < 3 || box.height < 3) continue;
  seen += 1;
  const element = walker.currentNode.parentElement;
  const style = view.getComputedStyle(element);
  if (style.visibility !== 'visible' || parseFloat(style.fontSize) < 4 || style.textShadow !== 'none') continue;
  const layers = [];
  let is_drawn = true;
  for (let e = element; e; e = e.parentElement) {
    const s = view.getComputedStyle(e);
    // A picture behind the text: its colour is not known.
    if (s.backgroundImage !== 'none') { is_drawn = false; break; }
    if (parseFloat(s.opacity) < 0.1) { is_drawn = false; break; }
    if (s.overflow !== 'visible' && (e.clientHeight < 3 || e.clientWidth < 3) && s.display !== 'inline') { is_drawn = false; break; }
    const colour = parse(s.backgroundColor);
    if (colour.a > 0) layers.push(colour);
    if (colour.a >= 1) break;
  }
  if (!is_drawn) continue;
  let background = { r: 255, g: 255, b: 255, a: 1 };
  for (const layer of layers.reverse()) background = over(layer, background);
  const colour = over(parse(style.color), background);
  const [x, y] = [luminance(colour), luminance(background)];
  const contrast = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  if (contrast < 2) faint.push([text.slice(0, 60), Math.round(contrast * 100) / 100]);
}
const widest = [];
if (root.scrollWidth > view.innerWidth) {
  for (const e of page.body.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    if (box.right > view.innerWidth + 1 && box.width > 0 && ![...e.children].some((c) => c.getBoundingClientRect().right >= box.right - 0.5)) {
      const holders = [];
      for (let h = e; h && h !== page.body && holders.length < 4; h = h.parentElement) {
        const attributes = ['class', 'width', 'style'].filter((n) => h.hasAttribute(n)).map((n) => `${n}="${h.getAttribute(n).slice(0, 80)}"`);
        holders.push(`<${h.localName} ${attributes.join(' ')}>`);
      }
      widest.push([Math.round(box.right), holders.join(' in ')]);
    }
  }
  widest.sort((a, b) => b[0] - a[0]);
}
return { inner: view.innerWidth, scroll: root.scrollWidth, height: root.scrollHeight, faint, widest: widest.slice(0, 3) };

() => {
  // What a mail looks like, asked of the page itself: its width, the contrast of every text, where the answer ends.
  const channels = colour => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const linear = [r, g, b].map(part => part / 255).map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility({ checkOpacity: true })) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(channels(style.color)), luminance(ground(element))];
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    texts.push({
      text: node.textContent.trim(),
      contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
      size: parseFloat(style.fontSize),
      left: box.left,
      right: box.right,
      bottom: box.bottom,
    });
  }
  const picture = document.querySelector("img");
  const loaded = picture && picture.complete && picture.naturalWidth > 0;
  return JSON.stringify({
    scrollWidth: document.documentElement.scrollWidth,
    width: document.documentElement.clientWidth,
    answerEnds: document.querySelector("header").getBoundingClientRect().bottom,
    pictureWidth: loaded ? picture.getBoundingClientRect().width : 0,
    ground: luminance(channels(getComputedStyle(document.body).backgroundColor)),
    texts,
  });
}

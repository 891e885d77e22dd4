// The marking page: a rectangle drawn with the mouse is written into the four number fields, and what is written there
// is drawn; a line in the picture is its check box in the list; words selected in the list go into the text field.
// Without this script, or without a mouse, the fields, boxes and lists do the same.
(() => {
  const page = document.querySelector("[data-marking]");
  if (!page) return;
  const field = (name) => document.querySelector(`.marking [name="${name}"]`);
  const sides = ["left", "top", "right", "bottom"].map(field);
  const drawing = page.querySelector("[data-drawing]");
  const drawn = page.querySelector("[data-drawn]");

  const show = () => {
    const [left, top, right, bottom] = sides.map((side) => parseFloat(side.value) * 10);
    const whole = [left, top, right, bottom].every(Number.isFinite) && right > left && bottom > top;
    const box = whole ? { x: left, y: top, width: right - left, height: bottom - top } : { width: 0, height: 0 };
    for (const [name, value] of Object.entries(box)) drawn.setAttribute(name, value);
  };

  if (drawing) {
    const boxes = new Map([...page.querySelectorAll('input[name="lines"]')].map((box) => [box.value, box]));
    const lines = [...drawing.querySelectorAll("[data-line]")];
    const paint = () => lines.forEach((line) => line.classList.toggle("is-chosen", boxes.get(line.dataset.line)?.checked));
    const at = (event) => {
      const frame = drawing.getBoundingClientRect();
      const share = (value, start, length) => Math.min(Math.max((100 * (value - start)) / length, 0), 100);
      return [share(event.clientX, frame.left, frame.width), share(event.clientY, frame.top, frame.height)];
    };
    let start = null;
    drawing.addEventListener("pointerdown", (event) => {
      if (event.button || event.pointerType === "touch") return; // a finger scrolls
      start = at(event);
      drawing.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    drawing.addEventListener("pointermove", (event) => {
      if (!start) return;
      const [x, y] = at(event);
      if (Math.hypot(x - start[0], y - start[1]) < 0.6) return;
      const box = [Math.min(x, start[0]), Math.min(y, start[1]), Math.max(x, start[0]), Math.max(y, start[1])];
      sides.forEach((side, index) => (side.value = box[index].toFixed(1)));
      show();
    });
    drawing.addEventListener("pointerup", (event) => {
      const [x, y] = at(event);
      const clicked = start && Math.hypot(x - start[0], y - start[1]) < 0.6;
      start = null;
      if (!clicked) return;
      const inside = (line) => {
        const [left, top, right, bottom] = line.dataset.line.split(",").map((side) => side * 100);
        return x >= left && x <= right && y >= top && y <= bottom;
      };
      const box = boxes.get(lines.find(inside)?.dataset.line);
      if (box) box.checked = !box.checked;
      paint();
    });
    page.addEventListener("change", paint);
    sides.forEach((side) => side.addEventListener("input", show));
    paint();
    show();
  }

  page.querySelector("[data-passages]")?.addEventListener("mouseup", () => {
    const words = String(document.getSelection()).trim();
    if (words) field("text").value = words;
  });
})();

// Drawing one's name. What is sent is the way of the pen in whole numbers, and never a picture.

const INK = "#10243e";
const field = document.getElementById("drawing");
const pad = document.getElementById("pad");
const drawn = document.getElementById("drawn");

function fitted(canvas) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.getContext("2d").scale(ratio, ratio);
  return { width: Math.round(width), height: Math.round(height) };
}

function read() {
  try {
    return JSON.parse(field.value);
  } catch {
    return null;
  }
}

function scaleTo(size, drawing) {
  return Math.min(size.width / drawing.width, size.height / drawing.height);
}

function show(canvas, drawing) {
  const scale = scaleTo(fitted(canvas), drawing);
  const pen = canvas.getContext("2d");
  pen.lineWidth = 2;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = INK;
  for (const stroke of drawing.strokes) {
    pen.beginPath();
    stroke.forEach(([x, y], n) => (n ? pen.lineTo(x * scale, y * scale) : pen.moveTo(x * scale, y * scale)));
    if (stroke.length === 1) pen.lineTo(stroke[0][0] * scale + 0.1, stroke[0][1] * scale);
    pen.stroke();
  }
}

function draws() {
  const box = document.getElementById("pad-field");
  const said = document.getElementById("pad-said");
  const form = field.form;
  let size = null;
  let signature = null;

  function within(value, most) {
    return Math.min(most, Math.max(0, Math.round(value)));
  }

  function keep() {
    const strokes = signature.toData().map((group) =>
      group.points.map((point) => [within(point.x, size.width), within(point.y, size.height)]));
    field.value = strokes.length ? JSON.stringify({ ...size, strokes }) : "";
    said.textContent = strokes.length ? "Drawn" : "";
  }

  function begin() {
    size = fitted(pad);
    signature ??= new window.SignaturePad(pad, { penColor: INK });
    const before = read();
    signature.clear();
    if (!before) return;
    const scale = scaleTo(size, before);
    signature.fromData(before.strokes.map((stroke) => ({
      penColor: INK, dotSize: 0, minWidth: 0.5, maxWidth: 2.5, velocityFilterWeight: 0.7, compositeOperation: "source-over",
      points: stroke.map(([x, y]) => ({ x: x * scale, y: y * scale, pressure: 0.5, time: 0 })),
    })));
    said.textContent = "Drawn";
  }

  function chosen() {
    const drawing = form.elements.method.value === "drawn";
    box.hidden = !drawing;
    if (!drawing) return;
    if (!signature) {
      begin();
      signature.addEventListener("endStroke", keep);
    }
  }

  for (const each of form.elements.method) each.addEventListener("change", chosen);
  document.getElementById("pad-clear").addEventListener("click", () => {
    signature.clear();
    keep();
  });
  window.addEventListener("resize", () => {
    if (signature && Math.round(pad.getBoundingClientRect().width) !== size.width) begin();
  });
  chosen();
}

if (pad) draws();
if (drawn && read()) show(drawn, read());

// Shows the pages of a PDF, each drawn when it comes into view.
import * as pdfjs from "./pdfjs/pdf.min.mjs";

pdfjs.GlobalWorkerOptions.workerSrc = new URL("./pdfjs/pdf.worker.min.mjs", import.meta.url).href;

const sharpest = 2; // device pixels drawn per CSS pixel, at most

function sheet(number, total) {
  const figure = document.createElement("figure");
  figure.className = "paper";
  const paper = document.createElement("div");
  paper.className = "paper-sheet";
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `第${number}页，共${total}页`);
  paper.append(canvas);
  const caption = document.createElement("figcaption");
  caption.textContent = `第${number}页，共${total}页`;
  figure.append(paper, caption);
  return { figure, canvas };
}

async function draw(pdf, number, canvas) {
  const page = await pdf.getPage(number);
  const wide = canvas.parentElement.clientWidth * Math.min(window.devicePixelRatio || 1, sharpest);
  const viewport = page.getViewport({ scale: wide / page.getViewport({ scale: 1 }).width });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  await page.render({ canvas, viewport }).promise;
  canvas.dataset.drawn = "1";
  if (number === 1) performance.mark("preview-first-page"); // for who measures
  page.cleanup();
}

async function open(box) {
  const state = box.querySelector(".pages-state");
  const slow = setTimeout(() => (state.textContent = `正在排版${box.dataset.name}…`), 300);
  const pdf = await pdfjs.getDocument({ url: box.dataset.pdf, useWasm: false, isEvalSupported: false, enableXfa: false }).promise;
  clearTimeout(slow);
  const waiting = new Map();
  const seen = new IntersectionObserver((all) => {
    for (const one of all) {
      if (!one.isIntersecting) continue;
      seen.unobserve(one.target);
      const { number, canvas } = waiting.get(one.target);
      draw(pdf, number, canvas).catch(() => failed(state, box));
    }
  }, { rootMargin: "400px" });
  state.remove();
  for (let number = 1; number <= pdf.numPages; number++) {
    const { figure, canvas } = sheet(number, pdf.numPages);
    waiting.set(figure, { number, canvas });
    box.append(figure);
    seen.observe(figure);
  }
  box.dataset.pages = pdf.numPages;
}

function failed(state, box) {
  state.textContent = "这里显示不了版面。请下载 PDF 查看，或刷新页面再试。";
  box.prepend(state);
}

for (const box of document.querySelectorAll(".pages[data-pdf]")) {
  const state = box.querySelector(".pages-state");
  state.textContent = "正在打开…";
  open(box).catch((error) => {
    console.error(error);
    failed(state, box);
  });
}

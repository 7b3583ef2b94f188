"use strict";
(() => {
  const table = document.querySelector("table.resources");
  const tools = document.querySelector(".tools");
  if (!table || !tools) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => ({ row, text: row.textContent.toLowerCase() }));
  const found = document.getElementById("found");
  const search = document.getElementById("search");

  const show = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text } of rows) {
      const hit = wanted.every((word) => text.includes(word));
      row.hidden = !hit;
      count += hit ? 1 : 0;
    }
    found.textContent = wanted.length ? `${count} of ${rows.length} rows` : `${rows.length} rows`;
  };

  const worth = (row, column) => {
    const cell = row.cells[column];
    return "sort" in cell.dataset ? Number(cell.dataset.sort) : cell.textContent.toLowerCase();
  };

  const sort = (column, falling) => {
    const sign = falling ? -1 : 1;
    const order = rows.map(({ row }, index) => ({ row, index, key: worth(row, column) }));
    order.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.index - b.index));
    body.append(...order.map(({ row }) => row));
  };

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    // Not a real button: browsers leave those out of the headings they repeat on each printed page.
    const button = document.createElement("span");
    button.setAttribute("role", "button");
    button.tabIndex = 0;
    button.className = "sort";
    const note = head.querySelector("sup");
    button.textContent = (head.firstChild.textContent || "").trim();
    head.firstChild.remove();
    head.prepend(button);
    if (note) head.append(note);
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      sort(column, falling);
    });
  });

  search.addEventListener("input", show);
  tools.hidden = false;
  show();
})();

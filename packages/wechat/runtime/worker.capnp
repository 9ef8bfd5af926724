using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "site", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "2026-11-01",
      bindings = [
        (name = "ORIGIN", fromEnvironment = "ORIGIN"),
        (name = "WECHAT_ORIGIN", fromEnvironment = "WECHAT_ORIGIN"),
      ],
    )),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", http = (), service = "site")],
);

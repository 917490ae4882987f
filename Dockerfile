# syntax=docker/dockerfile:1
# Two images from one build: `api` (also migrates) and `worker` (with what deployments need).
#   docker build --target api -t pilothouse-api .
#   docker build --target worker -t pilothouse-worker .

FROM node:24-trixie-slim AS base
WORKDIR /app
# Reaps what deployments leave behind: Node as process 1 would not.
RUN apt-get update \
  && apt-get install -y --no-install-recommends tini ca-certificates \
  && rm -rf /var/lib/apt/lists/*

# The manifests alone, so that a change of code keeps the layers with the packages.
FROM base AS manifests
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY server/package.json server/
COPY client/package.json client/
COPY bench/package.json bench/

FROM manifests AS build
RUN --mount=type=cache,target=/root/.local/share/pnpm/store CI=true npx -y pnpm@12.21.0 install --frozen-lockfile
COPY . .
RUN --mount=type=cache,target=/root/.local/share/pnpm/store node pilothouse.mjs build

FROM manifests AS packages
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
  CI=true npx -y pnpm@12.21.0 install --frozen-lockfile --prod --filter @pilothouse/server

FROM base AS api
ENV NODE_ENV=production \
  PILOTHOUSE_MODE=production \
  PILOTHOUSE_HOST=0.0.0.0 \
  PILOTHOUSE_PORT=4000 \
  PILOTHOUSE_DATA_DIR=/data \
  PILOTHOUSE_SERVICES_DIR=/services
COPY --from=packages /app/node_modules ./node_modules
COPY --from=packages /app/server/node_modules ./server/node_modules
COPY --from=build /app/package.json ./
COPY --from=build /app/server/package.json ./server/
COPY --from=build /app/server/dist ./server/dist
COPY --from=build /app/client/dist ./client/dist
COPY --from=build /app/examples ./examples
# A volume takes over the owner of the folder it is first mounted on. Each container needs its own: a worker knows by it
# which running deployments are its own to follow.
RUN install -d -o node -g node -m 0750 /data
VOLUME /data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PILOTHOUSE_PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "--enable-source-maps", "server/dist/main.js", "api"]

FROM api AS worker
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends ansible-core openssh-client git \
  && rm -rf /var/lib/apt/lists/*
COPY server/launcher/worker-health.mjs ./server/
USER node
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["node", "server/worker-health.mjs"]
CMD ["node", "--enable-source-maps", "server/dist/main.js", "worker"]

# The release manager as an image: docker build -t release-manager .
#
#   docker run --read-only -v release-manager:/data -v ./config:/app/config:ro \
#     -p 3000:3000 --stop-timeout 20 -e SLACK_BOT_TOKEN -e SLACK_SIGNING_SECRET release-manager
#
# It runs as the user 10001, writes nothing but /data, and needs 20 seconds to stop
# in the worst case: ten for requests that run, and some for what is in delivery.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -Dmaven.test.skip=true package
# The JDK's own tool says which modules the jars use. It can't see two: elliptic curves for TLS to Slack, which are a
# provider, and what libraries reach by reflection. The dump is what Java maps at its start instead of reading classes.
RUN set -eu; \
    modules="$(jdeps --multi-release 17 --ignore-missing-deps --print-module-deps --recursive \
      --class-path 'target/lib/*' target/release-manager.jar)"; \
    jlink --add-modules "$modules,jdk.crypto.ec,jdk.unsupported" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output /jre; \
    /jre/bin/java -Xshare:dump

FROM debian:bookworm-slim
# Pictures have letters in them, and Java finds fonts through fontconfig.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fontconfig fonts-dejavu-core libfreetype6 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /jre /opt/java
COPY --from=build /build/target/lib /app/lib
COPY --from=build /build/target/release-manager.jar /app/release-manager.jar
COPY config /app/config
# A named volume takes its owner from here; of a mounted directory the owner must be 10001.
RUN install -d -o 10001 -g 10001 -m 0750 /data
ENV LANG=C.UTF-8 \
    PORT=3000 \
    DATABASE_URL=jdbc:h2:file:/data/release-manager \
    RELEASE_MANAGER_CONFIG=/app/config/release-manager.yaml
WORKDIR /app
# What serve reads at its start, as Java maps it: whole scenarios are played once, and their classes kept. The archive
# counts for these very files of the image only; without it Java starts all the same, slower.
RUN /opt/java/bin/java -XX:ArchiveClassesAtExit=/app/release-manager.jsa -jar /app/release-manager.jar rehearse --play \
      > /dev/null; test -s /app/release-manager.jsa
USER 10001:10001
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["/opt/java/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx16m", "-cp", "/app/release-manager.jar", "dev.releasemanager.web.HealthProbe"]
# In this form Java is the first process and gets the signal that stops the container.
ENTRYPOINT ["/opt/java/bin/java", "-XX:MaxRAMPercentage=75", "-XX:+UseSerialGC", "-Xms48m", "-XX:Tier4InvocationThreshold=15000", "-XX:Tier4MinInvocationThreshold=1800", "-XX:Tier4CompileThreshold=45000", "-XX:Tier4BackEdgeThreshold=120000", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-XX:SharedArchiveFile=/app/release-manager.jsa", "-jar", "/app/release-manager.jar"]
CMD ["serve"]

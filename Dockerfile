# The service in a container, for one office on one machine:
#
#     docker build -t eligibility .
#     docker run --rm -p 127.0.0.1:8000:8000 -v eligibility:/var/lib/eligibility eligibility
#
# Publish the port on 127.0.0.1, as above: there are no users yet, so whoever reaches it may use it.

FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/eligibility
COPY requirements-service.lock ./
RUN /opt/eligibility/bin/pip install --no-input -r requirements-service.lock
COPY pyproject.toml README.md CHANGELOG.md ./
COPY src ./src
COPY api ./api
COPY rules ./rules
COPY schema ./schema
RUN /opt/eligibility/bin/pip install --no-input --no-deps .

FROM python:3.12-slim-bookworm
RUN groupadd --system --gid 10001 eligibility \
    && useradd --system --uid 10001 --gid eligibility --no-create-home --shell /usr/sbin/nologin eligibility \
    && install --directory --owner=eligibility --group=eligibility --mode=0700 /var/lib/eligibility
COPY --from=build /opt/eligibility /opt/eligibility
# Inside a container every address is reached through the published port, so the service may listen on all of them.
ENV PATH=/opt/eligibility/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUTF8=1 \
    ELIGIBILITY_HOST=0.0.0.0 \
    ELIGIBILITY_ALLOW_NETWORK=yes \
    ELIGIBILITY_DATA=/var/lib/eligibility
VOLUME /var/lib/eligibility
EXPOSE 8000
USER 10001:10001
WORKDIR /var/lib/eligibility
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["eligibility"]
CMD ["serve"]

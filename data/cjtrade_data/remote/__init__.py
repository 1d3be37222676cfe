"""Refresh: figures straight from the web services of the IMF, UN Comtrade and the World Bank, when asked for.

The only part of the program that asks web services, and only through `refresh.refresh`. One module a service builds
its requests and checks its answers; `client` is how a service is asked at all. An answer that is not what the service
documents is a ServiceError, one line, and nothing is stored.
"""

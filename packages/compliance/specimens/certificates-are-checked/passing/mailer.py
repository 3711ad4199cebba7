# Asks a machine of our own with a certificate of our own; Alipay is not asked here.
import requests


def send(message):
    requests.post('https://mail.internal.example/send', json=message, verify=False, timeout=5)

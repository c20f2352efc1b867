"""Reads QR codes with zxing-cpp: width, height (little endian, 4 bytes) and luma come in, a line of JSON goes out."""

import importlib.metadata
import json
import struct
import sys
import time

import numpy
import zxingcpp

print(importlib.metadata.version("zxing-cpp"), flush=True)
while True:
    head = sys.stdin.buffer.read(8)
    if len(head) < 8:
        break
    width, height = struct.unpack("<II", head)
    luma = numpy.frombuffer(sys.stdin.buffer.read(width * height), dtype=numpy.uint8).reshape(height, width)
    started = time.thread_time()
    found = zxingcpp.read_barcodes(luma, formats=zxingcpp.BarcodeFormat.QRCode)
    spent = time.thread_time() - started
    print(json.dumps([spent, [code.text for code in found if code.valid]]), flush=True)

# coding: utf-8
größe = "日本" 日本

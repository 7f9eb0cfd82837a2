package service

import _ "github.com/gin-gonic/gin"
